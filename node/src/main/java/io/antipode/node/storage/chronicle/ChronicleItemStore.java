package io.antipode.node.storage.chronicle;

import io.antipode.node.storage.ItemStore;
import io.antipode.node.storage.StoredItem;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.hash.HashSegmentContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard's items in Chronicle Map files, growing while it serves:
 *
 * <pre>
 *   STEADY ── map is due ──▶ CREATING ── larger file is there ──▶ MOVING ── old map is empty ──▶ STEADY
 *             (after a put)  (off the loop; the old map            (a slice per turn of the loop;
 *                             takes everything)                     writes go to the new map, reads
 *                                                                   look in the new, then the old)
 * </pre>
 *
 * <p>An item is in one of the two maps, never in both. Before {@link #attach} (recovery) growth
 * happens at once, on the caller's thread.
 */
public final class ChronicleItemStore implements ItemStore {
  private static final Logger LOG = LoggerFactory.getLogger(ChronicleItemStore.class);
  private static final int GROWTH = 4;
  private static final int CHECK_EVERY_PUTS = 256;
  private static final int MOVED_PER_TURN = 128;

  private final Path folder;
  private final ArrayDeque<byte[]> moving = new ArrayDeque<>();
  private MapFile current;

  /** The map that is being emptied, in MOVING. */
  private @Nullable MapFile old;

  private int nextSegment;
  private int putsToCheck = CHECK_EVERY_PUTS;
  private boolean creating;
  private boolean closed;
  private @Nullable EventLoop loop;

  ChronicleItemStore(Path folder, MapFile current) {
    this.folder = folder;
    this.current = current;
  }

  @Override
  public @Nullable StoredItem get(byte[] key) {
    StoredItem found = current.map.get(key);
    if (found == null && old != null) {
      return old.map.get(key);
    }
    return found;
  }

  @Override
  public void put(byte[] key, Version version, byte @Nullable [] image) {
    current.map.put(key, new StoredItem(version, image));
    if (old != null) {
      old.map.remove(key);
    }
    if (--putsToCheck == 0) {
      putsToCheck = CHECK_EVERY_PUTS;
      if (old == null && !creating && current.isDue()) {
        grow();
      }
    }
  }

  @Override
  public void remove(byte[] key) {
    current.map.remove(key);
    if (old != null) {
      old.map.remove(key);
    }
  }

  @Override
  public void forEach(Visitor visitor) {
    visit(current, visitor);
    if (old != null) {
      visit(old, visitor);
    }
  }

  private static void visit(MapFile file, Visitor visitor) {
    file.map.forEachEntry(
        entry -> {
          StoredItem item = entry.value().get();
          visitor.visit(entry.key().getUsing(null), item.version(), item.image());
        });
  }

  @Override
  public long size() {
    return current.map.longSize() + (old == null ? 0 : old.map.longSize());
  }

  @Override
  public long fileBytes() {
    return lengthOf(current) + (old == null ? 0 : lengthOf(old));
  }

  private static long lengthOf(MapFile file) {
    return file.path.toFile().length();
  }

  @Override
  public void attach(EventLoop newLoop) {
    loop = newLoop;
  }

  private void grow() {
    long generation = current.generation() + 1;
    long items = GROWTH * Math.max(current.map.longSize(), MapFile.MIN_ITEMS);
    long bytesPerItem = current.bytesPerItem();
    EventLoop owner = loop;
    if (owner == null) {
      try {
        begin(MapFile.create(folder, generation, items, bytesPerItem));
        while (moveSome()) {
          // Nobody is served yet.
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return;
    }
    creating = true;
    owner.<@Nullable MapFile>offload(
        () -> MapFile.create(folder, generation, items, bytesPerItem),
        (created, failure) -> {
          creating = false;
          if (created == null) {
            // The present map goes on taking everything, only slower.
            LOG.warn("{}: can't create a larger map: {}", folder, String.valueOf(failure));
          } else if (closed) {
            deleteOrWarn(created);
          } else {
            begin(created);
            moveOn(owner);
          }
        });
  }

  private void begin(MapFile larger) {
    old = current;
    current = larger;
    nextSegment = 0;
  }

  private void moveOn(EventLoop owner) {
    if (!closed && moveSome()) {
      owner.execute(() -> moveOn(owner));
    }
  }

  /** Moves a slice; false when the old map is empty and gone. */
  private boolean moveSome() {
    MapFile from = old;
    if (from == null) {
      return false;
    }
    if (moving.isEmpty()) {
      if (nextSegment == from.map.segments()) {
        old = null;
        deleteOrWarn(from);
        return false;
      }
      moving.addAll(keysOf(from, nextSegment++));
    }
    for (int i = 0; i < MOVED_PER_TURN && !moving.isEmpty(); i++) {
      byte[] key = moving.remove();
      StoredItem item = from.map.get(key);
      if (item != null) {
        current.map.put(key, item);
        from.map.remove(key);
      }
    }
    return true;
  }

  /** Copies: Chronicle Map reuses the arrays that it hands out while it iterates. */
  private static List<byte[]> keysOf(MapFile file, int segment) {
    List<byte[]> keys = new ArrayList<>();
    try (HashSegmentContext<byte[], ?> context = file.map.segmentContext(segment)) {
      context.forEachSegmentEntry(entry -> keys.add(entry.key().getUsing(null)));
    }
    return keys;
  }

  private void deleteOrWarn(MapFile file) {
    EventLoop owner = loop;
    if (owner == null || closed) {
      delete(file);
      return;
    }
    owner.<@Nullable Void>offload(
        () -> {
          delete(file);
          return null;
        },
        (done, failure) -> {});
  }

  private void delete(MapFile file) {
    try {
      file.delete();
    } catch (IOException e) {
      LOG.warn("{}: can't remove {}: {}", folder, file.path.getFileName(), e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    while (moveSome()) {
      // What is reopened is one map.
    }
    current.close();
    Files.createFile(folder.resolve(ChronicleItemStores.CLOSED_MARK));
  }
}
