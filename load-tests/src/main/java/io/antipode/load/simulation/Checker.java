package io.antipode.load.simulation;

import io.antipode.load.simulation.Ledger.Write;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.Arrays;
import java.util.Comparator;
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
final class Checker {
  private Checker() {}

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
   * back.
   */
  private static void winners(
      Ledger ledger, SimulatedTable table, RegionState region, Predicate<Write> mayComeBack) {
    ledger
        .byKey()
        .forEach(
            (key, writes) ->
                writes.stream()
                    .filter(write -> table.holds(key))
                    .filter(write -> write.version != null && !ledger.isExcused(write))
                    .max(Comparator.comparing(write -> Objects.requireNonNull(write.version)))
                    .ifPresent(winner -> winner(ledger, region, key, winner, mayComeBack)));
    for (Bytes key : region.items().keySet()) {
      if (ledger.of(key).isEmpty()) {
        throw new Violation("nothing invented: nobody asked for " + show(region, key));
      }
    }
  }

  private static void winner(
      Ledger ledger, RegionState region, Bytes key, Write winner, Predicate<Write> mayComeBack) {
    Version won = Objects.requireNonNull(winner.version);
    Mutation stored = region.items().get(key);
    Mutation standing = stored != null ? stored : region.tombstones().get(key);
    if (standing != null && standing.version().equals(won)) {
      requireImage(region, key, standing, winner);
    } else if (standing != null && standing.version().beats(won)) {
      requireAskedFor(ledger, region, key, standing);
    } else if ((stored != null || winner.image != null)
        && !(winner.image == null
            && stored != null
            && mayStand(ledger, key, stored, mayComeBack))) {
      requireForgottenDeletion(ledger, region, key, stored, winner);
    }
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

  private static void requireImage(RegionState region, Bytes key, Mutation standing, Write write) {
    if (!Arrays.equals(standing.newImage(), bytesOf(write.image))) {
      throw new Violation(
          "whole item: %s in %s under the version of %s"
              .formatted(show(region, key), region.region(), write));
    }
  }

  /** A version above every acknowledged one must come from a write that was never answered. */
  private static void requireAskedFor(
      Ledger ledger, RegionState region, Bytes key, Mutation standing) {
    boolean known =
        standing.isTombstone()
            ? ledger.of(key).stream().anyMatch(write -> maybe(ledger, write, null))
            : ledger.of(key).stream().anyMatch(write -> maybe(ledger, write, standing.newImage()));
    if (!known) {
      throw new Violation("nothing invented: nobody asked for " + show(region, key));
    }
  }

  /** Whether a write may have stored this, although its clients were never told, or it is lost. */
  private static boolean maybe(Ledger ledger, Write write, byte @Nullable [] image) {
    return (write.version == null || ledger.isExcused(write))
        && Arrays.equals(image, bytesOf(write.image));
  }

  /**
   * Below the acknowledged winner, or gone: only right where a deletion that was never answered won
   * and its tombstone has been collected.
   */
  private static void requireForgottenDeletion(
      Ledger ledger, RegionState region, Bytes key, @Nullable Mutation stored, Write winner) {
    boolean unansweredDeletion =
        ledger.of(key).stream().anyMatch(write -> maybe(ledger, write, null));
    if (stored != null || !unansweredDeletion) {
      throw new Violation(
          "acknowledged write lost: %s in %s, in place of %s"
              .formatted(show(region, key), region.region(), winner));
    }
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

  private static String show(RegionState region, Bytes key) {
    Mutation mutation = region.items().get(key);
    if (mutation == null) {
      mutation = region.tombstones().get(key);
    }
    byte[] image = mutation == null ? null : mutation.newImage();
    return mutation == null
        ? "nothing"
        : mutation.version() + (image == null ? " (deleted)" : " " + Item.ofBytes(image).toMap());
  }
}
