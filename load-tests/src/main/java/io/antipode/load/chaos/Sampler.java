package io.antipode.load.chaos;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Sample;
import io.antipode.load.realtime.Traffic;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.supervisor.RealCluster;
import io.antipode.load.supervisor.RealNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Measures the running nodes now and then: memory, disk, lag. One thread. */
final class Sampler {
  static final String MEMORY_MB = "memoryMb";

  private final RealCluster cluster;
  private final ReportBuilder report;
  private final List<Sample> samples = new ArrayList<>();
  private Traffic.Counts before = new Traffic.Counts(0, 0, 0);
  private double beforeSeconds;
  private long maxLagMs;

  Sampler(RealCluster cluster, ReportBuilder report) {
    this.cluster = cluster;
    this.report = report;
  }

  /** Takes one measurement of everything that answers. */
  void sample(long nowNs, Traffic.Counts counts) {
    double seconds = report.seconds();
    double elapsed = Math.max(0.001, seconds - beforeSeconds);
    report.point("Answers", "/s", "ok", seconds, (counts.ok() - before.ok()) / elapsed);
    report.point(
        "Answers", "/s", "unknown", seconds, (counts.unknown() - before.unknown()) / elapsed);
    before = counts;
    beforeSeconds = seconds;
    maxLagMs = 0;
    for (RealNode node : cluster.nodes()) {
      if (node.state() == RealNode.State.RUNNING) {
        sample(node, nowNs, seconds);
      }
    }
  }

  private void sample(RealNode node, long nowNs, double seconds) {
    String name = node.name().toString();
    double memoryMb = node.memoryBytes() / (double) (1 << 20);
    samples.add(new Sample(new Region(node.name().region()), MEMORY_MB, nowNs, memoryMb));
    report.point("Memory of a node", "MB", name, seconds, memoryMb);
    report.point(
        "Disk of a node", "MB", name, seconds, node.disk().usedBytes() / (double) (1 << 20));
    try {
      if (node.isReady()) {
        long lagMs = PeerLag.maxMs(node.control());
        maxLagMs = Math.max(maxLagMs, lagMs);
        report.point("Replication lag", "ms", name, seconds, (double) lagMs);
      }
    } catch (UncheckedIOException e) {
      // It was disturbed in this moment, and will be asked again in the next.
    }
  }

  long maxLagMs() {
    return maxLagMs;
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }
}
