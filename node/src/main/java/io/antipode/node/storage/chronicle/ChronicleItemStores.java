package io.antipode.node.storage.chronicle;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.ItemStore;
import io.antipode.node.storage.ItemStores;
import io.antipode.replication.clock.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The item stores of one shard, in a folder of its own. A mark beside the map says that it was
 * closed in order; it is taken away as soon as the map is opened again.
 */
public final class ChronicleItemStores implements ItemStores {
  static final String CLOSED_MARK = "closed";

  private final Path folder;

  public ChronicleItemStores(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens and drops a small map: the first one in a process compiles code at run time, which takes
   * a second. For a thread of its own, early.
   */
  public static void warmUp() throws IOException {
    Path folder = Files.createTempDirectory("antipode-warm-up-");
    MapFile file = MapFile.create(folder, 0, 0, 0);
    new ChronicleItemStore(folder, file)
        .put(new byte[16], new Version(1, new Region("us-east-1")), new byte[1]);
    file.delete();
    Files.delete(folder);
  }

  @Override
  public @Nullable ItemStore reopen() throws IOException {
    List<Path> maps = maps();
    if (!Files.deleteIfExists(folder.resolve(CLOSED_MARK)) || maps.size() != 1) {
      return null;
    }
    return new ChronicleItemStore(folder, MapFile.reopen(maps.getFirst()));
  }

  @Override
  public ItemStore create(long expectedItems, long expectedBytes) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(CLOSED_MARK));
    for (Path map : maps()) {
      Files.delete(map);
    }
    long bytesPerItem = expectedItems == 0 ? 0 : expectedBytes / expectedItems;
    return new ChronicleItemStore(folder, MapFile.create(folder, 0, expectedItems, bytesPerItem));
  }

  private List<Path> maps() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(MapFile::isOne).sorted().toList();
    }
  }
}
