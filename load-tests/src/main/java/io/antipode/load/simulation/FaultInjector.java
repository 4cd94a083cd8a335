package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.simulation.SimulatedNetwork.Way;
import io.antipode.replication.log.ClockBoundFile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Carries out a plan's faults on the regions, the network and the disks; in the end heals all. */
final class FaultInjector {
  private static final long NS_PER_MS = 1_000_000;
  private static final double PERCENT = 100;
  private static final long MAX_FREE_BYTES = 64 << 10;

  /** All has been shipped that was written before. */
  private static final int SETTLED_MS = 300;

  /** Something is written. */
  private static final int HANDED_OVER_MS = 300;

  /** Some heartbeats. */
  private static final int QUIET_MS = 600;

  /** An empty region is whole again, and has written something. */
  private static final int ALONE_MS = 3_000;

  /**
   * A node's clock may have been bounded so far ahead: it takes itself to have lived until then.
   */
  private static final long ABSENCE_TOLD_MS = ClockBoundFile.RESERVE_MS;

  private final World world;
  private final SimulatedNetwork network;
  private final List<SimulatedRegion> regions;
  private final Settings settings;
  private final Moves moves;
  private final Map<FaultType, Long> struck = new EnumMap<>(FaultType.class);
  private boolean healed;
  private long aheadUntilMs;

  FaultInjector(
      World world, SimulatedNetwork network, List<SimulatedRegion> regions, Settings settings) {
    this.world = world;
    this.network = network;
    this.regions = regions;
    this.settings = settings;
    moves = new Moves(world, regions);
  }

  /** Lets every fault of the plan come at its time. */
  void schedule(Plan plan) {
    for (Fault fault : plan.faults()) {
      world.afterMs(
          fault.atMs(),
          () -> {
            if (!healed) {
              struck.merge(fault.kind(), 1L, Long::sum);
              strike(fault);
            }
          });
    }
  }

  /** How many faults of each kind there were. */
  Map<FaultType, Long> struck() {
    return struck;
  }

  private void strike(Fault fault) {
    SimulatedRegion victim = regions.get(fault.victim());
    Region here = victim.region();
    Region there = regions.get(fault.other()).region();
    world.note(here, fault.kind().word() + " #" + fault.number() + " (" + there + ")");
    switch (fault.kind()) {
      case CUT_LINK -> {
        cut(here, there, fault.forMs());
        cut(there, here, fault.forMs());
      }
      case ONE_WAY_CUT -> cut(here, there, fault.forMs());
      case DELAY_LINK ->
          weather(here, there, new Way(fault.parameter("delayMs"), 1 + fault.draw(100), 0), fault);
      case LOSE_FRAMES, DUPLICATE_FRAMES, REORDER_FRAMES ->
          weather(here, there, new Way(0, 3, fault.parameter("percent") / PERCENT), fault);
      case RESET_LINKS -> {
        for (SimulatedRegion other : regions) {
          network.reset(here, other.region());
        }
      }
      case STALL_LINK -> network.stallUntil(here, there, untilNs(fault));
      case KILL_NODE -> down(victim, fault, false);
      case POWER_CUT -> down(victim, fault, true);
      case PAUSE_NODE -> victim.process().pauseUntil(untilNs(fault));
      case ROLLING_RESTART -> roll(0, fault.forMs() / 4);
      case LOSE_REGION -> victim.lose();
      case LONG_ABSENCE -> absence(victim, fault);
      case CLOCK_SKEW -> skew(victim.time(), fault);
      case CLOCK_JUMP -> victim.time().jump(fault.parameter("jumpMs"));
      case CLOCK_DRIFT -> victim.time().drift(fault.parameter("partsPerMillion"));
      case DISK_FULL -> full(victim, fault);
      case SLOW_DISK -> slow(victim, fault);
      case TORN_WRITE -> {
        victim.expectDiskFaults();
        victim.disk().tearNextWrite();
      }
      case MISDIRECTED_WRITE -> {
        victim.suspect();
        victim.disk().misdirectNextWrite();
      }
      case BIT_FLIP -> {
        victim.suspect();
        flip(victim, fault);
      }
      case REMOVE_REPLICA -> removeReplica(fault);
      case CLOCKS_AHEAD -> ahead(victim, fault);
      case SLOW_LINK -> throw new IllegalArgumentException(fault + " is for real links");
      case FSYNC_ERROR -> {
        // What the failed sync forgot looks written until a power cut: that may show as damage.
        victim.suspect();
        victim.disk().failNextSync();
      }
    }
  }

  private long untilNs(Fault fault) {
    return world.nowNs() + fault.forMs() * NS_PER_MS;
  }

  private void cut(Region from, Region to, long forMs) {
    network.cut(from, to);
    world.afterMs(forMs, () -> network.mend(from, to));
  }

  private void weather(Region from, Region to, Way way, Fault fault) {
    network.way(from, to, way);
    world.afterMs(fault.forMs(), () -> network.way(from, to, Way.CALM));
  }

  private void down(SimulatedRegion victim, Fault fault, boolean powerCut) {
    victim.crash(powerCut);
    world.afterMs(fault.forMs(), victim::start);
  }

  /**
   * Beyond retention, and beyond the safety phase where that ends before. Mostly one region alone:
   * what the others then forget is what it must be told. Its own files tell of an absence only
   * where that is longer by a reserve.
   */
  private void absence(SimulatedRegion victim, Fault fault) {
    if (fault.draw(4) > 0 && regions.stream().anyMatch(SimulatedRegion::isAway)) {
      return;
    }
    long beyondMs = Math.min(settings.retentionMs() * 3 / 2, settings.safetyMs());
    long toldMs = fault.drawFrom("told of by its own files", 2) == 0 ? 0 : ABSENCE_TOLD_MS;
    victim.leave(beyondMs + toldMs + fault.forMs());
  }

  private void roll(int at, long pauseMs) {
    if (at < regions.size() && !healed) {
      SimulatedRegion next = regions.get(at);
      next.stop(
          () ->
              world.afterMs(
                  1 + pauseMs,
                  () -> {
                    next.start();
                    world.afterMs(1 + pauseMs, () -> roll(at + 1, pauseMs));
                  }));
    }
  }

  /** Until the fault is over, unless another one has set the clock meanwhile. */
  private void skew(SimulatedTime time, Fault fault) {
    long skewMs = fault.parameter("skewMs");
    time.skew(skewMs);
    world.afterMs(
        fault.forMs(),
        () -> {
          if (time.skewMs() == skewMs) {
            time.skew(0);
          }
        });
  }

  /** Half of the leavers are cut off from a region that stays, and have something to hand over. */
  private void removeReplica(Fault fault) {
    if (fault.drawFrom("cut off", 2) == 0) {
      Region leaver = regions.get(fault.victim()).region();
      for (int number = 0; number < regions.size(); number++) {
        if (number != fault.victim() && number != fault.other()) {
          cut(leaver, regions.get(number).region(), HANDED_OVER_MS + fault.forMs());
          cut(regions.get(number).region(), leaver, HANDED_OVER_MS + fault.forMs());
        }
      }
    }
    world.afterMs(HANDED_OVER_MS, () -> moves.remove(fault));
  }

  /**
   * For long enough that peers have been promised the time that is ahead: clients are quiet, or
   * their writes would show it, too. Who has lost its disk writes alone at first: what others write
   * is ahead as their promises were, and who takes such an item waits for its time.
   */
  private void ahead(SimulatedRegion victim, Fault fault) {
    if (world.nowMs() < aheadUntilMs) {
      return;
    }
    long forMs = QUIET_MS + fault.forMs();
    long aheadMs = fault.parameter("aheadMs");
    boolean loses = fault.drawFrom("loses its disk", 2) == 0;
    long aloneMs = loses ? ALONE_MS : 0;
    aheadUntilMs = world.nowMs() + SETTLED_MS + forMs + aloneMs;
    world.quiet(SETTLED_MS + forMs, victim, aloneMs);
    world.afterMs(
        SETTLED_MS,
        () -> {
          regions.forEach(region -> region.time().skew(aheadMs));
          world.afterMs(
              forMs,
              () -> {
                if (loses && !healed) {
                  victim.lose();
                }
                regions.forEach(region -> region.time().skew(0));
              });
        });
  }

  private void flip(SimulatedRegion victim, Fault fault) {
    for (long number = 0; number < fault.parameter("bits"); number++) {
      long chance =
          number == 0 ? fault.chance() : new Draws(fault.chance()).of("bit " + number).nextLong();
      world.note(victim, "flipped a bit of " + victim.disk().flipSomeBit(chance));
    }
  }

  private void full(SimulatedRegion victim, Fault fault) {
    victim.expectDiskFaults();
    SimulatedDisk full = victim.disk();
    full.capacityBytes(full.usedBytes() + fault.draw(MAX_FREE_BYTES));
    world.afterMs(
        fault.forMs(), () -> victim.disk().capacityBytes(SimulatedDisk.DEFAULT_CAPACITY_BYTES));
  }

  private void slow(SimulatedRegion victim, Fault fault) {
    SimulatedProcess process = victim.process();
    process.diskDelayMs(fault.parameter("delayMs"));
    world.afterMs(fault.forMs(), () -> process.diskDelayMs(0));
  }

  /** Everything works again, and whoever is down comes up. */
  void heal() {
    healed = true;
    world.note("world", "everything is healed");
    network.heal();
    moves.heal();
    for (SimulatedRegion region : regions) {
      region.time().skew(0);
      region.process().diskDelayMs(0);
      region.disk().capacityBytes(SimulatedDisk.DEFAULT_CAPACITY_BYTES);
      region.disk().forgetArmedFaults();
      region.start();
    }
  }
}
