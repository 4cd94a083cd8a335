package io.antipode.node.storage.chronicle;

import io.antipode.node.storage.view.ItemStore;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.node.storage.view.StoreSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Chronicle Map files of one shard, in a folder of their own. */
public final class ChronicleItemStores implements ItemStores {
  /** An empty shard takes about 2 MB. */
  private static final int FIRST_ENTRIES = 4_096;

  private static final int FIRST_ENTRY_BYTES = 320;

  private final Path folder;

  /**
   * @param folder created where it is absent; everything in it is the store's
   */
  public ChronicleItemStores(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens and drops a small map: the first one of a process compiles code at run time, which takes
   * a second. For a thread of its own, early.
   */
  public static void warmUp() throws IOException {
    Path folder = Files.createTempDirectory("antipode-warm-up-");
    MapFileName name = new MapFileName("warmup", 1, 64, 128);
    MapFile map = MapFile.open(folder.resolve(name.fileName()), name);
    byte[] key = new byte[12];
    map.put(key, key);
    map.read(key, (bytes, offset, length) -> length);
    map.drain(1, (drainedKey, value) -> {});
    map.discard();
    Files.delete(folder);
  }

  @Override
  public @Nullable ItemStore reopen(StoreSeal seal) throws IOException {
    MapFileName items = sealed(seal, ChronicleItemStore.KIND);
    if (items == null) {
      return null;
    }
    MapFileName chunks = sealed(seal, ImageChunks.KIND);
    for (StoreSeal.Part part : seal.parts()) {
      SealedFile.check(folder, part);
    }
    removeAllBut(items, chunks);
    return new ChronicleItemStore(
        GrowingMap.create(folder, items),
        new ImageChunks(
            folder, items.generation(), chunks == null ? null : GrowingMap.create(folder, chunks)));
  }

  @Override
  public ItemStore create(long expectedItems, long expectedBytes) throws IOException {
    Files.createDirectories(folder);
    // Chronicle shares open files by path within a process: where a shard is opened again after a
    // failure, the old file's name would lead to its deleted content.
    int generation = nextGeneration();
    removeAllBut(null, null);
    long entries = Math.max(FIRST_ENTRIES, expectedItems * 3 / 2);
    long average = expectedItems == 0 ? FIRST_ENTRY_BYTES : expectedBytes / expectedItems;
    int entryBytes = Math.clamp(average, 64, ChronicleItemStore.MAX_INLINE_BYTES);
    MapFileName name = new MapFileName(ChronicleItemStore.KIND, generation, entries, entryBytes);
    return new ChronicleItemStore(
        GrowingMap.create(folder, name), new ImageChunks(folder, generation, null));
  }

  private int nextGeneration() throws IOException {
    int newest = 0;
    for (Path path : files()) {
      MapFileName name = MapFileName.parseAny(path.getFileName().toString());
      newest = Math.max(newest, name == null ? 0 : name.generation());
    }
    return newest + 1;
  }

  private static @Nullable MapFileName sealed(StoreSeal seal, String kind) {
    for (StoreSeal.Part part : seal.parts()) {
      MapFileName name = MapFileName.parse(part.name());
      if (name != null && name.kind().equals(kind)) {
        return name;
      }
    }
    return null;
  }

  private void removeAllBut(@Nullable MapFileName one, @Nullable MapFileName other)
      throws IOException {
    for (Path path : files()) {
      MapFileName name = MapFileName.parse(path.getFileName().toString());
      if (name == null || (!name.equals(one) && !name.equals(other))) {
        Files.delete(path);
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return new ArrayList<>(found.filter(Files::isRegularFile).toList());
    }
  }
}
