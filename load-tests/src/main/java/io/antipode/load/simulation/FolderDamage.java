package io.antipode.load.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Something that became of a region's data folder at rest.
 *
 * @param kind of the files, as {@link FolderFiles} tells kinds, or a folder's name
 * @param how for people
 * @param path of the first file, or of the folder
 */
record FolderDamage(String kind, String how, String path) {
  private static final List<String> FOLDERS =
      List.of(
          "shards",
          "shards/shard-0",
          "shards/shard-1",
          "shards/shard-0/log",
          "shards/shard-1/checkpoints",
          "metadata",
          "metadata-copy",
          "archive",
          "archive-copy",
          "archive/backups",
          "archive/continuous",
          "metadata/tables",
          "metadata-copy/placement");

  /** Whether more than one copy of something is struck: then a backup is the only way out. */
  boolean tookBothCopies() {
    return kind.startsWith("both ");
  }

  boolean isOfArchive() {
    return path.startsWith("archive");
  }

  boolean isOfJournal() {
    return kind.equals("shards/journal");
  }

  /** Whether what is struck may be the end of something, which a power cut takes as well. */
  boolean isOfAnEnd() {
    return kind.endsWith("/log/newest") || (isOfJournal() && !how.equals("deleted"));
  }

  @Override
  public String toString() {
    return path + " " + how;
  }

  /**
   * Changes some file for sure.
   *
   * @param older copies that somebody made of the files
   */
  static FolderDamage strike(
      FolderFiles files, List<? extends Map<String, byte[]>> older, SplittableRandom random)
      throws IOException {
    SortedMap<String, List<String>> kinds = files.byKind();
    List<String> names = new ArrayList<>(kinds.keySet());
    if (random.nextBoolean()) { // Half of the kinds are metadata, and hold little.
      names.removeIf(kind -> !kind.startsWith("shards/") && !kind.startsWith("archive"));
    }
    while (true) {
      int chance = random.nextInt(names.size() + 3);
      FolderDamage done;
      if (chance >= names.size() + 1) {
        done = folder(files, FOLDERS.get(random.nextInt(FOLDERS.size())));
      } else if (chance == names.size()) {
        done = bothCopies(files, kinds, random);
      } else {
        String kind = names.get(chance);
        List<String> paths = kinds.getOrDefault(kind, List.of());
        done = file(files, kind, paths.get(random.nextInt(paths.size())), older, random);
      }
      if (done != null) {
        return done;
      }
    }
  }

  private static FolderDamage folder(FolderFiles files, String path) throws IOException {
    files.delete(path);
    return new FolderDamage("folder " + path.replaceAll("[0-9]+", "N"), "deleted", path);
  }

  /** One entry of the metadata, or all, in both folders. */
  private static FolderDamage bothCopies(
      FolderFiles files, SortedMap<String, List<String>> kinds, SplittableRandom random)
      throws IOException {
    if (random.nextInt(4) == 0) {
      files.delete("metadata");
      files.delete("metadata-copy");
      return new FolderDamage("both folders of metadata", "deleted", "metadata");
    }
    List<String> entries = new ArrayList<>();
    kinds.values().stream()
        .flatMap(List::stream)
        .filter(path -> path.startsWith("metadata/") && path.endsWith(".meta"))
        .forEach(entries::add);
    String path = entries.get(random.nextInt(entries.size()));
    String copy = path.replace("metadata/", "metadata-copy/");
    boolean empty = random.nextBoolean();
    for (String each : List.of(path, copy)) {
      if (empty) {
        files.replace(each, new byte[0]);
      } else {
        files.delete(each);
      }
    }
    String kind = "both of " + path.replaceAll("[0-9a-f]{10,}", "N");
    return new FolderDamage(kind, empty ? "emptied" : "deleted", path);
  }

  private static @Nullable FolderDamage file(
      FolderFiles files,
      String kind,
      String path,
      List<? extends Map<String, byte[]>> older,
      SplittableRandom random)
      throws IOException {
    byte[] before = files.read(path);
    byte[] after;
    String how;
    int at = before.length == 0 ? 0 : random.nextInt(before.length);
    switch (random.nextInt(5)) {
      case 0 -> {
        files.delete(path);
        return new FolderDamage(kind, "deleted", path);
      }
      case 1 -> {
        after = new byte[0];
        how = "emptied";
      }
      case 2 -> {
        after = Arrays.copyOf(before, at);
        how = "cut off at " + at;
      }
      case 3 -> {
        after = before.clone();
        if (before.length > 0) {
          after[at] ^= (byte) (1 << random.nextInt(8));
        }
        how = "a bit flipped at " + at;
      }
      default -> {
        Map<String, byte[]> copies = older.get(random.nextInt(older.size()));
        after = copies.getOrDefault(path, before);
        how = "an older copy of %d instead of %d bytes".formatted(after.length, before.length);
      }
    }
    if (Arrays.equals(before, after)) {
      return null;
    }
    files.replace(path, after);
    return new FolderDamage(kind, how, path);
  }
}
