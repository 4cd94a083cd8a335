package io.antipode.load.simulation;

import io.antipode.load.simulation.History.Acknowledged;
import io.antipode.load.simulation.History.Write;
import io.antipode.node.item.Bytes;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the regions hold after healing with what their clients were told. Each check names
 * the promise that it guards.
 */
public final class Checker {
  private Checker() {}

  /** Throws {@link Violation} for the first broken promise. */
  public static void check(History history, List<RegionState> regions) {
    for (RegionState region : regions.subList(1, regions.size())) {
      equal(regions.getFirst(), region);
    }
    for (RegionState region : regions) {
      winners(history, region);
      streamReplays(region);
    }
  }

  /** All regions are byte for byte equal. */
  static void equal(RegionState one, RegionState other) {
    if (!one.items().keySet().equals(other.items().keySet())) {
      var onlyOne = new java.util.TreeSet<>(one.items().keySet());
      onlyOne.removeAll(other.items().keySet());
      var onlyOther = new java.util.TreeSet<>(other.items().keySet());
      onlyOther.removeAll(one.items().keySet());
      throw new Violation(
          "convergence: only in %s: %s, only in %s: %s"
              .formatted(
                  one.region(),
                  onlyOne.stream().map(key -> show(one, key)).toList(),
                  other.region(),
                  onlyOther.stream().map(key -> show(other, key)).toList()));
    }
    one.items()
        .forEach(
            (key, mutation) -> {
              Mutation twin = Objects.requireNonNull(other.items().get(key));
              if (!twin.version().equals(mutation.version())
                  || !Arrays.equals(twin.newImage(), mutation.newImage())) {
                throw new Violation(
                    "convergence: %s has %s, %s has %s"
                        .formatted(one.region(), show(one, key), other.region(), show(other, key)));
              }
            });
  }

  /**
   * No acknowledged write of a surviving version was lost; the winner is the maximum version,
   * whole; nothing deleted came back.
   */
  static void winners(History history, RegionState region) {
    history
        .acknowledged()
        .forEach(
            (key, writes) -> {
              Acknowledged winner =
                  writes.stream().max(Comparator.comparing(Acknowledged::version)).orElseThrow();
              Mutation stored = region.items().get(key);
              Mutation standing = stored != null ? stored : region.tombstones().get(key);
              Version version = standing == null ? null : standing.version();
              if (version != null && version.equals(winner.version())) {
                requireImage(region, key, standing, winner.write());
              } else if (version != null && version.beats(winner.version())) {
                requireUnanswered(history, region, key, standing, writes);
              } else if (stored != null || winner.write().image() != null) {
                requireForgottenDeletion(history, region, key, stored, winner);
              }
            });
  }

  private static void requireImage(
      RegionState region, Bytes key, @Nullable Mutation standing, Write write) {
    byte[] stored = standing == null ? null : standing.newImage();
    byte[] meant = write.image() == null ? null : write.image().bytes();
    if (!Arrays.equals(stored, meant)) {
      throw new Violation(
          "whole item: %s shows something else under the version of %s"
              .formatted(show(region, key), write));
    }
  }

  /** A version above every acknowledged one must come from a write that was never answered. */
  private static void requireUnanswered(
      History history,
      RegionState region,
      Bytes key,
      @Nullable Mutation standing,
      List<Acknowledged> acknowledged) {
    byte[] stored = standing == null ? null : standing.newImage();
    boolean known =
        history.invoked(key).stream()
            .filter(write -> acknowledged.stream().noneMatch(each -> each.write().equals(write)))
            .anyMatch(
                write ->
                    Arrays.equals(stored, write.image() == null ? null : write.image().bytes()));
    if (!known) {
      throw new Violation("nothing invented: nobody asked for " + show(region, key));
    }
  }

  /**
   * Below the acknowledged winner, or gone: only right where a deletion that was never answered won
   * and its tombstone has been collected.
   */
  private static void requireForgottenDeletion(
      History history,
      RegionState region,
      Bytes key,
      @Nullable Mutation stored,
      Acknowledged winner) {
    boolean unansweredDeletion =
        history.invoked(key).stream()
            .filter(write -> write.image() == null)
            .anyMatch(
                write ->
                    Objects.requireNonNull(history.acknowledged().get(key)).stream()
                        .noneMatch(each -> each.write().equals(write)));
    if (stored != null || !unansweredDeletion) {
      throw new Violation(
          "acknowledged write lost: %s in %s, but %s was acknowledged as %s"
              .formatted(show(region, key), region.region(), winner.write(), winner.version()));
    }
  }

  /** Every region's stream replays to its table, and each OldImage is the NewImage before it. */
  static void streamReplays(RegionState region) {
    Map<Bytes, byte[]> replayed = new HashMap<>();
    for (Mutation record : region.stream()) {
      Bytes key = new Bytes(record.key());
      byte[] before = replayed.get(key);
      if (!Arrays.equals(before, record.oldImage())) {
        throw new Violation(
            "stream: the old image of %s in %s is not what the stream showed before"
                .formatted(record.version(), region.region()));
      }
      byte[] after = record.newImage();
      if (after == null) {
        replayed.remove(key);
      } else {
        replayed.put(key, after);
      }
    }
    SortedMap<Bytes, Mutation> items = region.items();
    if (!replayed.keySet().equals(items.keySet())) {
      throw new Violation(
          "stream: replay of " + region.region() + " has other keys than its table");
    }
    replayed.forEach(
        (key, image) -> {
          if (!Arrays.equals(image, Objects.requireNonNull(items.get(key)).newImage())) {
            throw new Violation("stream: replay of " + region.region() + " differs from its table");
          }
        });
  }

  private static String show(RegionState region, Bytes key) {
    Mutation mutation = region.items().get(key);
    if (mutation == null) {
      mutation = region.tombstones().get(key);
    }
    return mutation == null
        ? "nothing"
        : mutation.version()
            + (mutation.isTombstone()
                ? " (deleted)"
                : " "
                    + io.antipode.node.item.Item.ofBytes(
                            Objects.requireNonNull(mutation.newImage()))
                        .toMap());
  }
}
