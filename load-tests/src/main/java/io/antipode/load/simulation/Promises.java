package io.antipode.load.simulation;

import io.antipode.load.checker.GreatestVersion;
import io.antipode.load.checker.GreatestVersion.Judgement;
import io.antipode.load.simulation.Ledger.Write;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.replication.mutation.Mutation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the regions hold after healing with what their clients were told. Each check names
 * the promise that it guards.
 */
final class Promises {
  private Promises() {}

  /**
   * Throws {@link Violation} for the first broken promise.
   *
   * @param regions that hold the table, and what of it
   * @param mayComeBack whether a write was under way for so long that a newer deletion may have
   *     been forgotten before it arrived
   */
  static void check(
      Ledger ledger,
      SimulatedTable table,
      List<RegionState> regions,
      Predicate<Write> mayComeBack) {
    for (RegionState region : regions.subList(1, regions.size())) {
      equal(regions.getFirst(), region);
    }
    for (RegionState region : regions) {
      winners(ledger, table, region, mayComeBack);
      indexed(table, region);
    }
  }

  /** All regions are byte for byte equal. */
  private static void equal(RegionState one, RegionState other) {
    SortedSet<Bytes> keys = new TreeSet<>(one.items().keySet());
    keys.addAll(other.items().keySet());
    for (Bytes key : keys) {
      Mutation here = one.items().get(key);
      Mutation there = other.items().get(key);
      if (here == null
          || there == null
          || !here.version().equals(there.version())
          || !Arrays.equals(here.newImage(), there.newImage())) {
        throw new Violation(
            "convergence: %s has %s, %s has %s"
                .formatted(one.region(), show(one, key), other.region(), show(other, key)));
      }
    }
  }

  /**
   * No acknowledged write was lost; the winner is the maximum version, whole; nothing deleted came
   * back; nobody invented anything.
   */
  private static void winners(
      Ledger ledger, SimulatedTable table, RegionState region, Predicate<Write> mayComeBack) {
    ledger
        .byKey()
        .forEach(
            (key, writes) -> {
              if (table.holds(key)) {
                winner(ledger, region, key, mayComeBack);
              }
            });
    for (Bytes key : region.items().keySet()) {
      if (ledger.of(key).isEmpty()) {
        throw new Violation("nothing invented: nobody asked for " + show(region, key));
      }
    }
  }

  private static void winner(
      Ledger ledger, RegionState region, Bytes key, Predicate<Write> mayComeBack) {
    Mutation standing = standing(region, key);
    switch (GreatestVersion.judge(claims(ledger, key), shown(standing))) {
      case Judgement.Right<Write> ignored -> {}
      case Judgement.Mixture<Write>(Write winner) ->
          throw new Violation(
              "whole item: %s in %s under the version of %s"
                  .formatted(show(region, key), region.region(), winner));
      case Judgement.Invented<Write> ignored ->
          throw new Violation("nothing invented: nobody asked for " + show(region, key));
      case Judgement.Older<Write>(Write ignored, Write winner) -> {
        if (winner.image != null
            || standing == null
            || !mayStand(ledger, key, standing, mayComeBack)) {
          throw lost(region, key, winner);
        }
      }
      case Judgement.Gone<Write>(Write winner) -> throw lost(region, key, winner);
    }
  }

  private static Violation lost(RegionState region, Bytes key, Write winner) {
    return new Violation(
        "acknowledged write lost: %s in %s, in place of %s"
            .formatted(show(region, key), region.region(), winner));
  }

  /** Of a write that its region may have lost with its disk nobody knows what came of it. */
  private static List<GreatestVersion.Write<Write>> claims(Ledger ledger, Bytes key) {
    return ledger.of(key).stream()
        .map(
            write ->
                new GreatestVersion.Write<>(
                    write,
                    ledger.isExcused(write) ? null : write.version,
                    write.image == null ? null : new Bytes(write.image.bytes())))
        .toList();
  }

  private static GreatestVersion.Shown shown(@Nullable Mutation standing) {
    if (standing == null) {
      return GreatestVersion.Shown.NOTHING;
    }
    byte[] image = standing.newImage();
    return new GreatestVersion.Shown(standing.version(), image == null ? null : new Bytes(image));
  }

  private static boolean mayStand(
      Ledger ledger, Bytes key, Mutation stored, Predicate<Write> mayComeBack) {
    return ledger.of(key).stream()
        .anyMatch(write -> mayBe(write, stored) && mayComeBack.test(write));
  }

  /** Of a write that was never answered only its region and what it stores are known. */
  private static boolean mayBe(Write write, Mutation stored) {
    return write.version == null
        ? write.region.equals(stored.version().region())
            && Arrays.equals(stored.newImage(), bytesOf(write.image))
        : write.version.equals(stored.version());
  }

  /** The index holds one entry for each item that has the attribute, and no other. */
  private static void indexed(SimulatedTable table, RegionState region) {
    SortedSet<Bytes> expected = new TreeSet<>();
    region
        .items()
        .forEach(
            (key, item) -> {
              Bytes entry =
                  table.entryOf(key.array(), Item.ofBytes(Objects.requireNonNull(item.newImage())));
              if (entry != null) {
                expected.add(entry);
              }
            });
    if (!expected.equals(region.entries())) {
      throw new Violation(
          "index: %s shows %d entries where its items have %d"
              .formatted(region.region(), region.entries().size(), expected.size()));
    }
  }

  private static byte @Nullable [] bytesOf(@Nullable Item image) {
    return image == null ? null : image.bytes();
  }

  private static @Nullable Mutation standing(RegionState region, Bytes key) {
    Mutation stored = region.items().get(key);
    return stored != null ? stored : region.tombstones().get(key);
  }

  private static String show(RegionState region, Bytes key) {
    Mutation mutation = standing(region, key);
    byte[] image = mutation == null ? null : mutation.newImage();
    return mutation == null
        ? "nothing"
        : mutation.version() + (image == null ? " (deleted)" : " " + Item.ofBytes(image).toMap());
  }
}
