package io.antipode.node.storage.chronicle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A map file's name says what it was made for: {@code KIND-GENERATION-ENTRIES-ENTRYBYTES.map}.
 *
 * @param kind what the map holds
 * @param generation each larger file that replaces another has the next one
 * @param entries it was made for
 * @param entryBytes average size of a key and its value
 */
record MapFileName(String kind, int generation, long entries, int entryBytes) {
  /** An average key; rough, since keys and values lie together. */
  static final int KEY_BYTES = 32;

  /** Below this size a map that is full is followed by one of four times its size, above by two. */
  private static final long SMALL_BYTES = 64L << 20;

  /** What a file's name ends with until it has been closed in order. */
  private static final String WORKING = ".new";

  private static final Pattern FORM =
      Pattern.compile("([a-z]+)-([0-9]{1,9})-([0-9]{1,15})-([0-9]{1,9})\\.map");

  /** Null where a file's name is none of these. */
  static @Nullable MapFileName parse(String fileName) {
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      return null;
    }
    return new MapFileName(
        matcher.group(1),
        Integer.parseInt(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        Integer.parseInt(matcher.group(4)));
  }

  /** The same of a working name too. */
  static @Nullable MapFileName parseAny(String fileName) {
    return parse(
        fileName.endsWith(WORKING)
            ? fileName.substring(0, fileName.length() - WORKING.length())
            : fileName);
  }

  /** The name of a larger file that has not been closed in order yet. */
  String workingName() {
    return fileName() + WORKING;
  }

  String fileName() {
    return kind + "-" + generation + "-" + entries + "-" + entryBytes + ".map";
  }

  long capacityBytes() {
    return entries * entryBytes;
  }

  /** The name of a larger file for what has outgrown this one. */
  MapFileName larger(long size, long usedBytes) {
    int average = (int) Math.max(KEY_BYTES + 1, usedBytes / Math.max(1, size));
    long factor = usedBytes < SMALL_BYTES ? 4 : 2;
    return new MapFileName(kind, generation + 1, Math.max(size * factor, 64), average);
  }
}
