package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the clients of a simulation asked for and were told: all that a checker may believe. */
final class Ledger {
  /** A write, by the unique number in its item (deletions have one too, in no item). */
  static final class Write {
    final Region region;
    final Bytes key;
    final long number;

    /** What it stores, null for a deletion; as decided last. */
    @Nullable Item image;

    /** Null until acknowledged. */
    @Nullable Version version;

    long acknowledgedNs;

    Write(Region region, Bytes key, long number) {
      this.region = region;
      this.key = key;
      this.number = number;
    }

    private String keyText() {
      ItemKey of = ItemKey.ofBytes(key.array());
      return of.partitionKey() + " " + of.sortKey();
    }

    @Override
    public String toString() {
      return "write "
          + number
          + " in "
          + region
          + (image == null ? " deletes " + keyText() : " " + image.toMap())
          + (version == null ? ", unanswered" : " as " + version);
    }
  }

  private final SortedMap<Bytes, List<Write>> byKey = new TreeMap<>();
  private final Map<Long, Write> byNumber = new HashMap<>();
  private final Set<Write> excused = new HashSet<>();
  private final Set<Write> forgotten = new HashSet<>();
  private long numbers;
  private long writes;
  private long acknowledgements;

  /** A write is sent. */
  Write invoke(Region region, Bytes key) {
    Write write = new Write(region, key, ++numbers);
    writes++;
    byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(write);
    byNumber.put(write.number, write);
    return write;
  }

  /** The answer was that nothing was written. */
  void withdraw(Write write) {
    List<Write> all = byKey.get(write.key);
    if (all != null) {
      all.remove(write);
    }
    byNumber.remove(write.number);
  }

  /** The answer was that it is done. */
  void acknowledge(Write write, Version version, long nowNs) {
    acknowledgements++;
    write.version = version;
    write.acknowledgedNs = nowNs;
    for (Write twin : of(write.key)) {
      if (twin != write
          && version.equals(twin.version)
          && !excused.contains(twin)
          && !forgotten.contains(twin)) {
        throw new Violation("unique versions: " + twin + " and " + write);
      }
    }
  }

  /** A write whose only copy is gone with its region, by the fault's own nature. */
  void excuse(Write write) {
    excused.add(write);
  }

  /**
   * A write that no region has any more, nor needs, since a newer one of its item is there: nobody
   * would notice were its version given again.
   */
  void forget(Write write) {
    forgotten.add(write);
  }

  boolean isExcused(Write write) {
    return excused.contains(write);
  }

  SortedMap<Bytes, List<Write>> byKey() {
    return byKey;
  }

  /** All writes of a key that were sent and not refused. */
  List<Write> of(Bytes key) {
    return byKey.getOrDefault(key, List.of());
  }

  @Nullable Write byNumber(long number) {
    return byNumber.get(number);
  }

  long writes() {
    return writes;
  }

  long acknowledgements() {
    return acknowledgements;
  }

  long excused() {
    return excused.size();
  }
}
