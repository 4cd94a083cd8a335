package io.antipode.node.storage.chronicle;

import io.antipode.node.storage.chronicle.MapFile.EntryVisitor;
import io.antipode.node.storage.chronicle.MapFile.ValueReader;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A map that outgrows its file without stopping.
 *
 * <pre>
 *          full: a larger file is made off the loop      the old file is empty: it is deleted
 *   ONE FILE ───────────────────────────────▶ TWO FILES ──────────────────────────▶ ONE FILE
 *                                              writes go to the new one; reads look there first;
 *                                              entries move from the old one in slices
 * </pre>
 *
 * <p>No key is in both. Before {@link #attach} everything happens at once, in the caller's way.
 *
 * <p>A larger file has another name until it is closed in order, and only then the one that it is
 * found by: one that was made and never used is not taken for newer. It can't be renamed sooner,
 * since Chronicle looks for an open file by the path that it was opened with.
 */
final class GrowingMap {
  private static final Logger LOG = LoggerFactory.getLogger(GrowingMap.class);

  /** Entries moved in one turn of the loop. */
  private static final int SLICE_ENTRIES = 128;

  private final Path folder;
  private MapFile current;
  private @Nullable MapFile draining;
  private @Nullable EventLoop loop;
  private boolean growing;

  /** After a failed attempt (a full disk?), the next is made at this size. */
  private long growAtSize;

  private boolean closed;

  GrowingMap(Path folder, MapFile current) {
    this.folder = folder;
    this.current = current;
  }

  static GrowingMap create(Path folder, MapFileName name) throws IOException {
    return new GrowingMap(folder, MapFile.open(folder.resolve(name.fileName()), name));
  }

  void attach(EventLoop newLoop) {
    loop = newLoop;
  }

  long size() {
    MapFile old = draining;
    return current.size() + (old == null ? 0 : old.size());
  }

  long fileBytes() {
    try {
      MapFile old = draining;
      return current.fileBytes() + (old == null ? 0 : old.fileBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> @Nullable T read(byte[] key, ValueReader<T> reader) {
    T found = current.read(key, reader);
    MapFile old = draining;
    return found == null && old != null ? old.read(key, reader) : found;
  }

  /** Of two files, the old one is soon empty: its entries are fetched when they are read. */
  void expect(byte[][] keys, int count) {
    current.expect(keys, count);
  }

  void put(byte[] key, MapBytes value) {
    boolean replaced = current.put(key, value);
    MapFile old = draining;
    if (old != null) {
      if (!replaced) {
        old.remove(key);
      }
    } else if (!growing && current.isFull() && current.size() >= growAtSize) {
      grow();
    }
  }

  void remove(byte[] key) {
    MapFile old = draining;
    if (!current.remove(key) && old != null) {
      old.remove(key);
    }
  }

  /** Visits all entries and learns how many bytes they take. */
  void forEach(EntryVisitor visitor) {
    long[] bytes = new long[1];
    current.forEach(
        (key, value) -> {
          bytes[0] += (long) key.length + value.length;
          visitor.visit(key, value);
        });
    current.setUsedBytes(bytes[0]);
    MapFile old = draining;
    if (old != null) {
      old.forEach(visitor);
    }
  }

  private void grow() {
    MapFileName next = current.name().larger(current.size(), current.usedBytes());
    EventLoop attached = loop;
    if (attached == null) {
      try {
        adopt(MapFile.open(working(next), next));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      finishDraining();
      return;
    }
    growing = true;
    attached.<@Nullable MapFile>offload(
        () -> MapFile.open(working(next), next),
        (created, failure) -> {
          growing = false;
          if (created != null) {
            take(created, attached);
          } else {
            growAtSize = current.size() + current.size() / 8;
            LOG.warn("{}: can't make {} yet", folder, next, failure);
          }
        });
  }

  private Path working(MapFileName name) {
    return folder.resolve(name.workingName());
  }

  private void take(MapFile created, EventLoop attached) {
    if (closed) {
      discard(created);
    } else {
      adopt(created);
      attached.execute(this::drainSlice);
    }
  }

  private void adopt(MapFile created) {
    draining = current;
    current = created;
  }

  private void drainSlice() {
    MapFile old = draining;
    EventLoop attached = loop;
    if (old == null || attached == null || closed) {
      return;
    }
    if (old.drain(SLICE_ENTRIES, current::put)) {
      attached.execute(this::drainSlice);
      return;
    }
    draining = null;
    attached.<@Nullable Void>offload(
        () -> {
          old.discard();
          return null;
        },
        (nothing, failure) -> {
          if (failure != null) {
            LOG.warn("{}: {} stays behind", folder, old.name(), failure);
          }
        });
  }

  private void finishDraining() {
    MapFile old = draining;
    if (old != null) {
      old.drain(Integer.MAX_VALUE, current::put);
      draining = null;
      discard(old);
    }
  }

  private static void discard(MapFile file) {
    try {
      file.discard();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isInMemory() {
    return current.isInMemory();
  }

  /** Leaves no file behind. */
  void discard() throws IOException {
    finishDraining();
    closed = true;
    current.discard();
  }

  /** Leaves one file with everything in it and says which, or none where it is in memory. */
  Optional<Path> close() throws IOException {
    if (!closed) {
      finishDraining();
      closed = true;
      current.close(folder);
    }
    return current.isInMemory()
        ? Optional.empty()
        : Optional.of(folder.resolve(current.name().fileName()));
  }
}
