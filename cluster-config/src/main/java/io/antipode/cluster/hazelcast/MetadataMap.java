package io.antipode.cluster.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small values by key, shared by the nodes of a region and kept in this node's folder.
 *
 * <p>A change takes the newest entry that is known here or in Hazelcast's map, replaces it there if
 * and only if it is still the newest (else it starts over), is fsynced to the folder, and only then
 * acknowledged. What other nodes change arrives by a listener and is stored likewise. When the
 * member joins, both sides take the newer of each key, so it does not matter who was up first.
 *
 * <p>The only node of a region changes its metadata even before its member is up. A node with
 * fellow nodes makes changes wait until it has joined them; reads never wait.
 */
final class MetadataMap {
  private static final Logger LOG = LoggerFactory.getLogger(MetadataMap.class);

  private final MetadataFiles files;
  private final Executor thread;
  private final CompletableFuture<@Nullable Void> mayChange;
  private final CopyOnWriteArrayList<BiConsumer<String, byte[]>> listeners =
      new CopyOnWriteArrayList<>();

  /** Immutable; replaced on the metadata thread, read on any. */
  private volatile Map<String, MetadataEntry> entries;

  /** Null until the member has joined; metadata thread only. */
  private @Nullable IMap<String, byte[]> shared;

  private MetadataMap(
      MetadataFiles files, Map<String, MetadataEntry> entries, Executor thread, boolean alone) {
    this.files = files;
    this.entries = entries;
    this.thread = thread;
    this.mayChange = new CompletableFuture<>();
    if (alone) {
      mayChange.complete(null);
    }
  }

  /**
   * Loads what the folder holds.
   *
   * @param thread runs one task at a time
   * @param alone no other node is configured in this region
   */
  static MetadataMap open(Path folder, Executor thread, boolean alone) throws IOException {
    MetadataFiles files = MetadataFiles.open(folder);
    return new MetadataMap(files, files.load(), thread, alone);
  }

  /** The newest payloads known here; any thread. */
  Map<String, byte[]> payloads() {
    Map<String, byte[]> payloads = new TreeMap<>();
    entries.forEach((key, entry) -> payloads.put(key, entry.payload()));
    return payloads;
  }

  /** Calls back on the metadata thread with each key that changes, and its new payload. */
  void listen(BiConsumer<String, byte[]> listener) {
    listeners.add(listener);
  }

  /**
   * Changes one key; any thread.
   *
   * @param change from the present payload, null for none, to the new one; pure, may be retried; an
   *     equal result changes nothing
   * @return the payload as it stands afterwards; completes on the metadata thread, after the
   *     listeners have been told
   */
  CompletionStage<byte[]> update(String key, UnaryOperator<byte @Nullable []> change) {
    return mayChange.thenApplyAsync(ready -> change(key, change), thread);
  }

  /** Starts sharing entries through the member's map; any thread. */
  void join(IMap<String, byte[]> map) {
    map.addEntryListener(new Changes(), true);
    thread.execute(
        () -> {
          shared = map;
          map.forEach((key, bytes) -> adopt(key, MetadataEntry.decode(bytes)));
          entries.forEach((key, entry) -> offer(map, key, entry));
          mayChange.complete(null);
        });
  }

  private byte[] change(String key, UnaryOperator<byte @Nullable []> change) {
    while (true) {
      refresh(key);
      MetadataEntry current = entries.get(key);
      byte[] payload = current == null ? null : current.payload();
      byte[] changed = change.apply(payload);
      if (changed == null) {
        throw new IllegalStateException("a change of " + key + " left nothing");
      }
      if (current != null && Arrays.equals(payload, changed)) {
        return changed;
      }
      MetadataEntry next = new MetadataEntry(current == null ? 1 : current.revision() + 1, changed);
      if (publish(key, current, next)) {
        adopt(key, next);
        return changed;
      }
    }
  }

  /** Takes over a newer entry of the shared map, if there is one. */
  private void refresh(String key) {
    byte[] bytes = shared == null ? null : shared.get(key);
    if (bytes != null) {
      adopt(key, MetadataEntry.decode(bytes));
    }
  }

  private boolean publish(String key, @Nullable MetadataEntry current, MetadataEntry next) {
    IMap<String, byte[]> map = shared;
    if (map == null) {
      return true;
    }
    return current == null
        ? map.putIfAbsent(key, next.encode()) == null
        : map.replace(key, current.encode(), next.encode());
  }

  /** Puts an entry into the shared map unless a newer one is there. */
  private static void offer(IMap<String, byte[]> map, String key, MetadataEntry entry) {
    while (true) {
      byte[] present = map.putIfAbsent(key, entry.encode());
      if (present == null
          || !entry.beats(MetadataEntry.decode(present))
          || map.replace(key, present, entry.encode())) {
        return;
      }
    }
  }

  /** Stores an entry and tells the listeners, if it is newer than what is here. */
  private void adopt(String key, MetadataEntry entry) {
    if (!entry.beats(entries.get(key))) {
      return;
    }
    try {
      files.store(key, entry);
    } catch (IOException e) {
      throw new UncheckedIOException("storing metadata " + key, e);
    }
    Map<String, MetadataEntry> copy = new TreeMap<>(entries);
    copy.put(key, entry);
    entries = copy;
    listeners.forEach(listener -> listener.accept(key, entry.payload()));
  }

  private final class Changes
      implements EntryAddedListener<String, byte[]>, EntryUpdatedListener<String, byte[]> {
    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
      changed(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
      changed(event);
    }

    private void changed(EntryEvent<String, byte[]> event) {
      try {
        thread.execute(() -> adopt(event.getKey(), MetadataEntry.decode(event.getValue())));
      } catch (RejectedExecutionException e) {
        LOG.debug("closing: left {} to the next start", event.getKey(), e);
      }
    }
  }
}
