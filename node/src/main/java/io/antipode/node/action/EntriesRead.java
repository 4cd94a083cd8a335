package io.antipode.node.action;

import io.antipode.node.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link ReadEntries} found. */
public sealed interface EntriesRead permits EntriesRead.Run, Refused {
  /**
   * One entry.
   *
   * @param key its key bytes
   * @param sizeBytes what it counts in a page
   * @param accepted whether it is answered
   * @param shown what is answered of it; null where it isn't, or where only its count is wanted
   */
  record Entry(byte[] key, int sizeBytes, boolean accepted, @Nullable Item shown) {}

  /**
   * Entries in order.
   *
   * @param cut whether the shard may hold more after these
   * @param examinedBytes of the items behind the entries
   */
  record Run(List<Entry> entries, boolean cut, long examinedBytes) implements EntriesRead {
    /** What the entries take in memory, about. */
    public long heldBytes() {
      long bytes = 0;
      for (Entry entry : entries) {
        Item shown = entry.shown();
        bytes += entry.key().length + (shown == null ? 0L : shown.bytes().length);
      }
      return bytes;
    }
  }
}
