package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the clients of a simulation asked for and were told: all that a checker may believe. */
public final class History {
  /**
   * A write, by the unique number in its item (deletions have one too, in no item).
   *
   * @param image what it meant to store, null for a deletion
   */
  public record Write(Region region, Bytes key, long number, @Nullable Item image) {}

  /** A write that was acknowledged under a version. */
  public record Acknowledged(Write write, Version version) {}

  private final Map<Bytes, List<Acknowledged>> acknowledged = new HashMap<>();
  private final Map<Bytes, List<Write>> invoked = new HashMap<>();
  private long writes;
  private long acknowledgements;
  private long numbers;

  /** A number that no other write has. */
  public long nextNumber() {
    return ++numbers;
  }

  public void invoke(Write write) {
    writes++;
    invoked.computeIfAbsent(write.key, key -> new ArrayList<>()).add(write);
  }

  /** The answer was that nothing was written. */
  public void withdraw(Write write) {
    invoked.getOrDefault(write.key, new ArrayList<>()).remove(write);
  }

  public void acknowledge(Write write, Version version) {
    acknowledgements++;
    acknowledged
        .computeIfAbsent(write.key, key -> new ArrayList<>())
        .add(new Acknowledged(write, version));
  }

  /** All writes of a key that were sent, answered or not. */
  public List<Write> invoked(Bytes key) {
    return invoked.getOrDefault(key, List.of());
  }

  public Map<Bytes, List<Acknowledged>> acknowledged() {
    return acknowledged;
  }

  public long writes() {
    return writes;
  }

  public long acknowledgements() {
    return acknowledgements;
  }
}
