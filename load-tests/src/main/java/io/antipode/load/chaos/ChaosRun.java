package io.antipode.load.chaos;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Evidence;
import io.antipode.load.realtime.RealRun;
import io.antipode.load.realtime.Traffic;
import io.antipode.load.report.Environment;
import io.antipode.load.report.Progress;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.RunReport;
import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.MarkKind;
import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.supervisor.RealCluster;
import io.antipode.load.supervisor.RealNode;
import io.antipode.load.workload.FinalReads;
import io.antipode.load.workload.TableSpec;
import io.antipode.load.workload.Workload;
import io.antipode.load.workload.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * One run on real processes:
 *
 * <pre>
 *   start nodes ► make tables ► load and faults ► heal ► load alone ► quiet ► equal? ► read all ► judge
 * </pre>
 *
 * Everything that the product promises is judged from what clients were told and from what every
 * region holds at the end; a process that ends by itself, or does not come back, is a finding too.
 * Used by one thread, which it blocks.
 */
public final class ChaosRun {
  private static final long PREPARE_MS = 150_000;
  private static final long READY_MS = 300_000;
  private static final long LIVE_MS = 120_000;
  private static final long READ_MS = 900_000;
  private static final int SAMPLE_EVERY = 2;
  private static final double MEMORY_LIMIT_MB = 1_200;

  private final ChaosSetup setup;
  private final Path home;
  private final Path folder;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final ReportBuilder report;

  public ChaosRun(ChaosSetup setup, Path home, Path folder, Progress progress) {
    this.setup = setup;
    this.home = home;
    this.folder = folder;
    this.progress = progress;
    report =
        new ReportBuilder(
            "chaos " + setup.scenario().name(),
            setup.scenario().about(),
            setup.command(),
            Environment.here(home));
  }

  /**
   * Runs it all, and ends every process that it started. What keeps it from coming to its end is a
   * finding too: there is always a report.
   */
  public RunReport run() throws InterruptedException {
    try {
      disturbAndJudge();
    } catch (IllegalStateException e) {
      findings.add("the run came to no end: " + e.getMessage());
      e.printStackTrace();
    }
    Verdicts.add(report, findings);
    return report.build();
  }

  private void disturbAndJudge() throws InterruptedException {
    List<Region> regions = setup.plan().regions().stream().map(Region::new).toList();
    try (RealCluster cluster = RealCluster.create(setup.plan(), home, folder, setup.seed());
        RealRun run =
            new RealRun(
                regions,
                region -> cluster.clientAddress(region.name()),
                setup.seed(),
                setup.timeoutMs())) {
      List<Workload> workloads =
          setup.scenario().workloads().stream().map(Workloads::create).toList();
      phase("start", () -> start(cluster, run, workloads));
      Kinds kinds = new Kinds(cluster, findings);
      FaultSchedule faults = new FaultSchedule(kinds, this::hear);
      Sampler sampler = new Sampler(cluster, report);
      Watchdog dog = Watchdog.start(cluster, faults, findings);
      phase("faults", () -> disturb(run, workloads, kinds, faults, sampler));
      phase("heal", () -> heal(cluster, run));
      dog.stop();
      run.await(
          done -> {
            workloads.forEach(Workload::stop);
            run.afterNs(2_000_000L * setup.timeoutMs(), done);
          },
          4L * setup.timeoutMs() + 10_000,
          "the last answers");
      phase("converge", () -> converge(cluster, workloads));
      conclude(run, faults);
      if (!kinds.wiped().isEmpty()) {
        report.fact("streams not judged", "of %s, whose disk was lost".formatted(kinds.wiped()));
      }
      judge(evidence(run, workloads, kinds.wiped(), sampler));
    }
  }

  private interface Phase {
    void run() throws InterruptedException;
  }

  private void phase(String name, Phase phase) throws InterruptedException {
    double from = report.seconds();
    phase.run();
    report.mark(new Mark(MarkKind.PHASE, name, name, from, report.seconds()));
  }

  private void start(RealCluster cluster, RealRun run, List<Workload> workloads) {
    progress.say("starting %d nodes in %s".formatted(cluster.nodes().size(), folder));
    cluster.start();
    for (Workload workload : workloads) {
      run.await(done -> workload.prepare(run, done), PREPARE_MS, "tables of " + workload.tables());
    }
    progress.say("all serve; " + workloads.size() + " workloads have their tables");
  }

  private void disturb(
      RealRun run, List<Workload> workloads, Kinds kinds, FaultSchedule faults, Sampler sampler)
      throws InterruptedException {
    run.await(
        done -> {
          workloads.forEach(workload -> workload.start(run));
          done.run();
        },
        setup.timeoutMs(),
        "the clients' start");
    List<FaultSpec> specs = possible(kinds);
    faults.start(specs, new SplittableRandom(setup.seed()));
    long endNs = System.nanoTime() + setup.durationMs() * 1_000_000;
    long patienceNs = endNs + (setup.allKinds() ? 2 * setup.durationMs() * 1_000_000 : 0);
    for (int second = 0;
        System.nanoTime() < endNs || (System.nanoTime() < patienceNs && !faults.hadAll(specs));
        second++) {
      if (second % SAMPLE_EVERY == 0) {
        sampler.sample(run.nowNs(), run.traffic().counts());
      }
      run.checkUnbroken();
      progress.show(line(run, faults, sampler, endNs));
      Thread.sleep(1_000);
    }
    progress.say("no more faults; ending " + faults.active().size() + " that still are");
    faults.stop();
  }

  private List<FaultSpec> possible(Kinds kinds) {
    List<FaultSpec> possible = new ArrayList<>();
    for (FaultSpec plan : setup.faults()) {
      String obstacle = kinds.obstacle(plan.type());
      if (obstacle.isEmpty()) {
        possible.add(plan);
      } else {
        progress.say("skipped: " + plan.type().word() + " " + obstacle);
        report.fact("skipped " + plan.type().word(), obstacle);
      }
    }
    return possible;
  }

  private String line(RealRun run, FaultSchedule faults, Sampler sampler, long endNs) {
    Traffic.Counts counts = run.traffic().counts();
    return "%4d s left  %,d ok  %,d refused  %,d unknown  %d faults  lag %,d ms  now: %s"
        .formatted(
            (endNs - System.nanoTime()) / 1_000_000_000,
            counts.ok(),
            counts.refused(),
            counts.unknown(),
            faults.done().size(),
            sampler.maxLagMs(),
            faults.active().stream().map(Disturbance::toString).collect(Collectors.joining(", ")));
  }

  /** Ends all faults; then every node must serve, and every region take and answer requests. */
  private void heal(RealCluster cluster, RealRun run) throws InterruptedException {
    cluster.heal();
    cluster.nodes().forEach(RealNode::start);
    for (RealNode node : cluster.nodes()) {
      if (!node.awaitReady(READY_MS)) {
        findings.add(
            "%s does not serve after everything was healed (exit code %s); see %s"
                .formatted(node.name(), node.diedWith(), node.log()));
      }
    }
    ClockKinds.heal(cluster);
    Map<String, Long> before = run.traffic().okByRegion();
    long deadlineNs = System.nanoTime() + LIVE_MS * 1_000_000;
    List<String> silent = setup.plan().regions();
    while (!silent.isEmpty() && System.nanoTime() < deadlineNs) {
      Thread.sleep(200);
      Map<String, Long> now = run.traffic().okByRegion();
      silent =
          setup.plan().regions().stream()
              .filter(region -> now.getOrDefault(region, 0L) - before.getOrDefault(region, 0L) < 20)
              .toList();
    }
    if (!silent.isEmpty()) {
      findings.add("no answers to clients after everything was healed, from " + silent);
    }
    progress.say("healed: all serve");
  }

  private void converge(RealCluster cluster, List<Workload> workloads) throws InterruptedException {
    List<String> tables =
        workloads.stream()
            .map(Workload::tables)
            .flatMap(List::stream)
            .map(TableSpec::name)
            .toList();
    Convergence.State state = Convergence.await(cluster, tables, setup.scenario().healMs());
    if (state.equal()) {
      progress.say("all regions are equal after %,d ms".formatted(state.afterMs()));
      report.fact("regions equal", "%,d ms after the last write".formatted(state.afterMs()));
    } else {
      state
          .differing()
          .forEach(
              line ->
                  findings.add(
                      "not equal within %,d ms: %s".formatted(setup.scenario().healMs(), line)));
    }
  }

  private void judge(Evidence evidence) {
    progress.say("judging %,d operations".formatted(evidence.ops().size()));
    Verdicts.add(report, setup.scenario().checkers(), evidence, progress);
    if (!report.build().held()) {
      progress.say("the whole history: " + HistoryFile.write(folder, evidence.ops()));
    }
  }

  private Evidence evidence(
      RealRun run, List<Workload> workloads, Set<String> wiped, Sampler sampler) {
    List<TableSpec> specs = workloads.stream().map(Workload::tables).flatMap(List::stream).toList();
    progress.say("reading everything back");
    FinalReads.Contents contents =
        run.ask(
            done -> FinalReads.read(run, specs, line -> progress.say("  read " + line), done),
            READ_MS,
            "reading all");
    long epochMsAtZero = System.currentTimeMillis() - run.nowNs() / 1_000_000;
    return run.ask(
        done ->
            done.accept(
                new Evidence(
                    run.history().ops(),
                    contents.tables(),
                    contents.indexes(),
                    contents.streams().stream()
                        .filter(stream -> !wiped.contains(stream.region().name()))
                        .toList(),
                    sampler.samples(),
                    Map.of(Sampler.MEMORY_MB, MEMORY_LIMIT_MB),
                    epochMsAtZero)),
        setup.timeoutMs(),
        "the history");
  }

  private void conclude(RealRun run, FaultSchedule faults) {
    Traffic.Counts counts = run.traffic().counts();
    report.fact("faults", "%d: %s".formatted(faults.done().size(), faults.counts()));
    report.fact(
        "answers",
        "%,d ok, %,d refused, %,d unknown"
            .formatted(counts.ok(), counts.refused(), counts.unknown()));
    report.fact("seed", Long.toString(setup.seed()));
    report.fact("again", setup.command());
    for (FaultSchedule.Done done : faults.done()) {
      report.mark(
          new Mark(
              MarkKind.FAULT,
              done.fault().type().word(),
              done.fault().target(),
              report.seconds(done.fromNs()),
              report.seconds(done.toNs())));
    }
    run.traffic()
        .latencyNs()
        .forEach(
            (region, histogram) -> report.latency("Clients, while disturbed", region, histogram));
  }

  private void hear(Disturbance fault, boolean begins) {
    // The progress line shows what is going on; the log of a run that failed wants it all.
    FaultLog.write(folder, report.seconds(), fault, begins);
  }
}
