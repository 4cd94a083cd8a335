package io.antipode.cluster.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.antipode.cluster.topology.Printable;
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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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

  /** Keys become names of files. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final int MAX_KEY_LENGTH = 100;

  private static final int MAX_REFUSALS_LOGGED = 20;

  private final MetadataFiles files;
  private final BiConsumer<String, byte[]> payloadCheck;
  private final Executor thread;
  private final CompletableFuture<@Nullable Void> mayChange;
  private final CopyOnWriteArrayList<BiConsumer<String, byte[]>> listeners =
      new CopyOnWriteArrayList<>();

  /** Immutable; replaced on the metadata thread, read on any. */
  private volatile Map<String, MetadataEntry> entries;

  /** Null until the member has joined; metadata thread only. */
  private @Nullable IMap<String, byte[]> shared;

  /** Metadata thread only. */
  private int refusals;

  private MetadataMap(
      MetadataFiles files,
      Map<String, MetadataEntry> entries,
      Executor thread,
      boolean alone,
      BiConsumer<String, byte[]> payloadCheck) {
    this.files = files;
    this.payloadCheck = payloadCheck;
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
   * @param copy a second folder with the same
   * @param thread runs one task at a time
   * @param alone no other node is configured in this region
   * @param payloadCheck throws {@link IllegalArgumentException} for what is no payload of this map
   */
  static MetadataMap open(
      Path folder,
      Path copy,
      Executor thread,
      boolean alone,
      BiConsumer<String, byte[]> payloadCheck)
      throws IOException {
    MetadataFiles files = MetadataFiles.open(folder, copy);
    return new MetadataMap(files, files.load(), thread, alone, payloadCheck);
  }

  /** The newest payloads known here; any thread. */
  Map<String, byte[]> payloads() {
    Map<String, byte[]> payloads = new TreeMap<>();
    entries.forEach((key, entry) -> payloads.put(key, entry.payload()));
    return payloads;
  }

  /**
   * Deletes what nobody asks for any more; before anybody else uses the map, and only where no
   * other node could bring it back.
   *
   * @param storedBeforeMs epoch milliseconds: what was stored later stays
   */
  void deleteOld(Predicate<byte[]> unneeded, long storedBeforeMs) throws IOException {
    Map<String, MetadataEntry> kept = new TreeMap<>(entries);
    for (Map.Entry<String, MetadataEntry> each : entries.entrySet()) {
      String key = each.getKey();
      if (unneeded.test(each.getValue().payload()) && files.storedAtMs(key) < storedBeforeMs) {
        files.delete(key);
        kept.remove(key);
      }
    }
    entries = kept;
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
          map.forEach(this::receive);
          entries.forEach((key, entry) -> offer(map, key, entry));
          mayChange.complete(null);
        });
  }

  private byte[] change(String key, UnaryOperator<byte @Nullable []> change) {
    while (true) {
      byte[] present = refresh(key);
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
      if (publish(key, present, next)) {
        adopt(key, next);
        return changed;
      }
    }
  }

  /** Takes over a newer entry of the shared map, if there is one; gives what stands there. */
  private byte @Nullable [] refresh(String key) {
    byte[] present = shared == null ? null : shared.get(key);
    if (present != null) {
      receive(key, present);
    }
    return present;
  }

  /** Takes what stands in the shared map, once it is known to be what a node would put there. */
  private void receive(String key, byte[] bytes) {
    MetadataEntry entry;
    try {
      if (!KEY.matcher(key).matches()) {
        throw new IllegalArgumentException("no key of metadata");
      }
      entry = MetadataEntry.decode(bytes);
      payloadCheck.accept(key, entry.payload());
    } catch (IllegalArgumentException e) {
      if (++refusals <= MAX_REFUSALS_LOGGED) {
        LOG.warn(
            "refused shared metadata {}: {}", Printable.of(key, MAX_KEY_LENGTH), e.getMessage());
      }
      return;
    }
    adopt(key, entry);
  }

  private boolean publish(String key, byte @Nullable [] present, MetadataEntry next) {
    IMap<String, byte[]> map = shared;
    return map == null || replaced(map, key, present, next);
  }

  /** Puts an entry into the shared map unless a newer one is there. */
  private static void offer(IMap<String, byte[]> map, String key, MetadataEntry entry) {
    while (true) {
      byte[] present = map.get(key);
      if ((present != null && !beats(entry, present)) || replaced(map, key, present, entry)) {
        return;
      }
    }
  }

  /** What is no entry is beaten by every entry. */
  private static boolean beats(MetadataEntry entry, byte[] present) {
    try {
      return entry.beats(MetadataEntry.decode(present));
    } catch (IllegalArgumentException noEntry) {
      return true;
    }
  }

  private static boolean replaced(
      IMap<String, byte[]> map, String key, byte @Nullable [] present, MetadataEntry next) {
    return present == null
        ? map.putIfAbsent(key, next.encode()) == null
        : map.replace(key, present, next.encode());
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
        thread.execute(() -> receive(event.getKey(), event.getValue()));
      } catch (RejectedExecutionException e) {
        LOG.debug("closing: left {} to the next start", event.getKey(), e);
      }
    }
  }
}
