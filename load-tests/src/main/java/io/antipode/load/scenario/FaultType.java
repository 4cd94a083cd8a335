package io.antipode.load.scenario;

import static io.antipode.load.scenario.Layer.CONTAINERS;
import static io.antipode.load.scenario.Layer.PROCESSES;
import static io.antipode.load.scenario.Layer.SIMULATION;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can go wrong on purpose; in files and on the command line by its name in lower case with
 * hyphens. One set for every layer, so that a fault means the same wherever it strikes. What the
 * simulation can do is in the scenario {@code any-fault}, too.
 */
@SuppressWarnings("ImmutableEnumChecker") // its collections are never changed nor handed out
public enum FaultType {
  /** Nothing passes between two regions, in either direction. */
  CUT_LINK(Where.EVERYWHERE),
  /** Nothing passes from one region to another; the way back is open. */
  ONE_WAY_CUT(Where.EVERYWHERE),
  /** Everything between two regions takes longer. */
  DELAY_LINK(Where.EVERYWHERE, new Parameter("delayMs", new Span(10, 300), new Span(1, 60_000))),
  /**
   * Frames between two regions are lost; over real connections they come again later, since TCP
   * repeats them.
   */
  LOSE_FRAMES(Where.EVERYWHERE, new Parameter("percent", new Span(1, 10), new Span(1, 100))),
  /** Frames between two regions arrive twice. */
  DUPLICATE_FRAMES(Where.SIMULATED, new Parameter("percent", new Span(1, 10), new Span(1, 100))),
  /** Frames between two regions overtake each other. */
  REORDER_FRAMES(Where.SIMULATED, new Parameter("percent", new Span(1, 20), new Span(1, 100))),
  /** The sessions between two regions break; new ones may be made at once. */
  RESET_LINKS(Where.EVERYWHERE),
  /** What is sent between two regions waits, and arrives when the fault ends; nothing breaks. */
  STALL_LINK(Where.EVERYWHERE),
  /** A node dies without notice and starts again when the fault ends. */
  KILL_NODE(Where.EVERYWHERE),
  /** A node dies and what it had not synced is lost, in part or whole. */
  POWER_CUT(Where.SIMULATED),
  /** A node stands still, then goes on as if no time had passed. */
  PAUSE_NODE(Where.EVERYWHERE),
  /** Node after node is stopped cleanly and started again. */
  ROLLING_RESTART(Where.EVERYWHERE),
  /** A region's disks are gone; it comes back empty. */
  LOSE_REGION(Where.EVERYWHERE),
  /** A region is away for longer than its peers keep what it misses. */
  LONG_ABSENCE(Where.EVERYWHERE),
  /** A node's clock is wrong by this much while the fault lasts. */
  CLOCK_SKEW(
      Where.EVERYWHERE,
      new Parameter("skewMs", new Span(-300, 300), new Span(-86_400_000, 86_400_000))),
  /** A node's clock jumps and stays. */
  CLOCK_JUMP(
      Where.EVERYWHERE,
      new Parameter("jumpMs", new Span(-2_000, 2_000), new Span(-86_400_000, 86_400_000))),
  /** A node's clock runs too fast or too slowly. */
  CLOCK_DRIFT(
      Where.EVERYWHERE,
      new Parameter("partsPerMillion", new Span(-2_000, 2_000), new Span(-100_000, 100_000))),
  /** A node's disk takes no more bytes. */
  DISK_FULL(Where.EVERYWHERE),
  /** A node's disk takes this long for each operation. */
  SLOW_DISK(Where.SIMULATED, new Parameter("delayMs", new Span(5, 200), new Span(1, 60_000))),
  /** With the next loss of power, a write reaches the disk in part. */
  TORN_WRITE(Where.SIMULATED),
  /** A write lands in another place of the disk. */
  MISDIRECTED_WRITE(Where.SIMULATED),
  /** Bits of what a disk holds change. */
  BIT_FLIP(Where.SIMULATED, new Parameter("bits", new Span(1, 3), new Span(1, 1_000))),
  /** An fsync reports an error. */
  FSYNC_ERROR(Where.SIMULATED),
  /** A way takes so many bytes each second, and the rest waits. */
  SLOW_LINK(
      Where.REAL, new Parameter("kilobytesPerSecond", new Span(4, 200), new Span(1, 1_000_000))),
  /** A replica of a table is removed while it is written to, and added again. */
  REMOVE_REPLICA(Where.SIMULATED),
  /**
   * All clocks are ahead, at a quiet time, and come back; with half of the strikes a region has
   * lost its disk then, and with it all that it knew of what it had told.
   */
  CLOCKS_AHEAD(
      Where.SIMULATED, new Parameter("aheadMs", new Span(500, 5_000), new Span(1, 86_400_000)));

  /**
   * A number that a fault takes, drawn anew each time.
   *
   * @param usual where a scenario says nothing
   * @param bounds what a scenario may say
   */
  public record Parameter(String name, Span usual, Span bounds) {}

  private static final class Where {
    static final Set<Layer> EVERYWHERE = EnumSet.allOf(Layer.class);
    static final Set<Layer> SIMULATED = EnumSet.of(SIMULATION);
    static final Set<Layer> REAL = EnumSet.of(PROCESSES, CONTAINERS);
  }

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it after construction
  private final Set<Layer> layers;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it after construction
  private final Map<String, Parameter> parameters = new TreeMap<>();

  FaultType(Set<Layer> layers, Parameter... parameters) {
    this.layers = layers;
    for (Parameter parameter : parameters) {
      this.parameters.put(parameter.name(), parameter);
    }
  }

  /** The layers that can do it. */
  public boolean runsIn(Layer layer) {
    return layers.contains(layer);
  }

  /** By name. */
  public Map<String, Parameter> parameters() {
    return Map.copyOf(parameters);
  }

  /** Those that a layer can do, in their order. */
  public static Set<FaultType> of(Layer layer) {
    Set<FaultType> types = EnumSet.allOf(FaultType.class);
    types.removeIf(type -> !type.runsIn(layer));
    return types;
  }

  /** The type of that {@link #word}; throws {@link IllegalArgumentException} for another one. */
  public static FaultType of(String word) {
    for (FaultType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "no fault '%s'; there are %s"
            .formatted(word, Arrays.stream(values()).map(FaultType::word).toList()));
  }

  /**
   * Whether the region may lose what it alone holds, so that it must not strike all regions: the
   * damage is to be found and named, and then the region is given up and comes back empty.
   */
  public boolean endangersData() {
    return switch (this) {
      case LOSE_REGION, MISDIRECTED_WRITE, BIT_FLIP, FSYNC_ERROR, CLOCKS_AHEAD -> true;
      case CUT_LINK,
          ONE_WAY_CUT,
          DELAY_LINK,
          LOSE_FRAMES,
          DUPLICATE_FRAMES,
          REORDER_FRAMES,
          RESET_LINKS,
          STALL_LINK,
          KILL_NODE,
          POWER_CUT,
          PAUSE_NODE,
          ROLLING_RESTART,
          LONG_ABSENCE,
          CLOCK_SKEW,
          CLOCK_JUMP,
          CLOCK_DRIFT,
          DISK_FULL,
          SLOW_DISK,
          TORN_WRITE,
          SLOW_LINK,
          REMOVE_REPLICA ->
          false;
    };
  }

  /** Whether one region is spared, so that what the others lose or give away is somewhere. */
  public boolean sparesOne() {
    return endangersData() || this == REMOVE_REPLICA;
  }

  /** As in files: {@code cut-link}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
