package io.antipode.node.transfer;

import io.antipode.replication.disk.Disk;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows that come in the order in which they count, several of a key perhaps, into the order
 * of their keys, one of each: the classical sort by merging runs. What doesn't fit a bound lies in
 * files. Not thread-safe; blocks.
 */
final class RowSorter implements Closeable {
  /** How many files are merged at a time; more of them are merged in steps. */
  private static final int MAX_FAN_IN = 32;

  private final Disk disk;
  private final String folder;
  private final long runBytes;
  private final TreeMap<byte[], RowState> rows = new TreeMap<>(Arrays::compareUnsigned);

  /** Files in the order in which they count. */
  private final List<String> runs = new ArrayList<>();

  private long heapBytes;
  private int made;

  /**
   * @param folder of this sorter alone
   * @param runBytes what may be held in memory
   */
  RowSorter(Disk disk, String folder, long runBytes) {
    this.disk = disk;
    this.folder = folder;
    this.runBytes = runBytes;
  }

  /** A row from before the moment. */
  void before(byte[] key, byte @Nullable [] image) throws IOException {
    RowState state = stateOf(key);
    state.setBefore(image);
    took(state);
  }

  /** A row from after it. */
  void after(byte[] key, byte @Nullable [] image, long hlc) throws IOException {
    RowState state = stateOf(key);
    state.setAfter(image, hlc);
    took(state);
  }

  private RowState stateOf(byte[] key) {
    RowState state = rows.get(key);
    if (state == null) {
      state = new RowState(key);
      rows.put(key, state);
    } else {
      heapBytes -= state.heapBytes();
    }
    return state;
  }

  private void took(RowState state) throws IOException {
    heapBytes += state.heapBytes();
    if (heapBytes > runBytes) {
      spill();
    }
  }

  private void spill() throws IOException {
    String run = nextRun();
    try (DataOutputStream out = DiskStreams.output(disk.create(run))) {
      for (RowState state : rows.values()) {
        state.write(out);
      }
    }
    runs.add(run);
    rows.clear();
    heapBytes = 0;
  }

  private String nextRun() {
    return folder + "/run-" + made++;
  }

  /** All rows in the order of their keys; none is taken any more. To be closed before this is. */
  Sorted sorted() throws IOException {
    if (runs.isEmpty()) {
      return new Sorted(List.of(), rows.values().iterator());
    }
    spill();
    while (runs.size() > MAX_FAN_IN) {
      mergeOldest();
    }
    return open(runs);
  }

  private void mergeOldest() throws IOException {
    List<String> oldest = List.copyOf(runs.subList(0, MAX_FAN_IN));
    String merged = nextRun();
    try (Sorted sorted = open(oldest);
        DataOutputStream out = DiskStreams.output(disk.create(merged))) {
      for (RowState state = sorted.next(); state != null; state = sorted.next()) {
        state.write(out);
      }
    }
    for (String run : oldest) {
      disk.delete(run);
    }
    runs.subList(0, MAX_FAN_IN).clear();
    runs.addFirst(merged);
  }

  private Sorted open(List<String> from) throws IOException {
    List<DataInputStream> inputs = new ArrayList<>();
    for (String run : from) {
      inputs.add(DiskStreams.input(disk.open(run)));
    }
    return new Sorted(inputs, List.<RowState>of().iterator());
  }

  @Override
  public void close() throws IOException {
    disk.delete(folder);
  }

  /** Rows in the order of their keys. */
  static final class Sorted implements Closeable {
    private final List<DataInputStream> inputs;
    private final Iterator<RowState> inMemory;
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.<Head, byte[]>comparing(head -> head.state.key(), Arrays::compareUnsigned)
                .thenComparingInt(head -> head.run));

    /** The next row of a run. */
    private record Head(RowState state, int run) {}

    Sorted(List<DataInputStream> inputs, Iterator<RowState> inMemory) throws IOException {
      this.inputs = inputs;
      this.inMemory = inMemory;
      for (int run = 0; run < inputs.size(); run++) {
        advance(run);
      }
    }

    private void advance(int run) throws IOException {
      RowState next = RowState.read(inputs.get(run));
      if (next != null) {
        heads.add(new Head(next, run));
      }
    }

    /** The next one, or null at the end. */
    @Nullable RowState next() throws IOException {
      if (inputs.isEmpty()) {
        return inMemory.hasNext() ? inMemory.next() : null;
      }
      Head first = heads.poll();
      if (first == null) {
        return null;
      }
      advance(first.run);
      RowState state = first.state;
      for (Head same = heads.peek();
          same != null && Arrays.equals(same.state.key(), state.key());
          same = heads.peek()) {
        heads.remove();
        advance(same.run);
        state.merge(same.state); // by age, so the newest comes last
      }
      return state;
    }

    @Override
    public void close() throws IOException {
      for (DataInputStream input : inputs) {
        input.close();
      }
    }
  }
}
