package io.antipode.load.chaos;

import io.antipode.load.supervisor.RealCluster;
import io.antipode.load.supervisor.RealNode;

/**
 * Looks every second whether a process has ended though no fault ended it: that is a finding. It is
 * started again, as any supervisor would. A thread of its own.
 */
final class Watchdog {
  private static final int PERIOD_MS = 1_000;

  private final RealCluster cluster;
  private final FaultSchedule faults;
  private final Findings findings;
  private final Thread thread;

  private Watchdog(RealCluster cluster, FaultSchedule faults, Findings findings) {
    this.cluster = cluster;
    this.faults = faults;
    this.findings = findings;
    thread = Thread.ofVirtual().name("watchdog").unstarted(this::run);
  }

  static Watchdog start(RealCluster cluster, FaultSchedule faults, Findings findings) {
    Watchdog dog = new Watchdog(cluster, faults, findings);
    dog.thread.start();
    return dog;
  }

  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MS);
        for (RealNode node : cluster.nodes()) {
          look(node);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(RealNode node) {
    Integer code = node.diedWith();
    // First the death, then the claim: a fault may have ended between the two, never begun.
    if (code != null && !faults.isClaimed(NodeKinds.claim(node)) && node.diedWith() != null) {
      findings.add(
          "%s ended by itself, with code %d; see %s".formatted(node.name(), code, node.log()));
      node.start();
    }
  }
}
