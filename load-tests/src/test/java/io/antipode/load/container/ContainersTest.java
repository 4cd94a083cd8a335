package io.antipode.load.container;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.load.checker.Checkers;
import io.antipode.load.checker.Verdict;
import io.antipode.load.history.Evidence;
import io.antipode.load.http.ControlClient;
import io.antipode.load.realtime.RealRun;
import io.antipode.load.realtime.Traffic;
import io.antipode.load.workload.FinalReads;
import io.antipode.load.workload.TableSpec;
import io.antipode.load.workload.Workload;
import io.antipode.load.workload.WorkloadOptions;
import io.antipode.load.workload.Workloads;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three regions in containers, through a cut, a kill and a pause. */
final class ContainersTest {
  private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1", "ap-southeast-1");
  private static final int FIRST_PORT = 11_810;
  private static final int TIMEOUT_MS = 2_000;
  private static final int ANSWERS = 150;
  private static final List<String> CHECKERS =
      List.of(
          "acknowledged-kept",
          "linearizable",
          "sessions",
          "winner",
          "no-resurrection",
          "convergence",
          "streams");

  @Test
  @Timeout(900)
  void regionsKeepTheirPromisesThroughACutAKillAndAPause() throws IOException {
    boolean engine = engineAnswers();
    if (!engine) {
      System.out.println("SKIPPED: the container layer, since no Docker engine answers here");
    }
    assumeTrue(engine, "no Docker engine answers");
    AntipodeImage.build(Path.of("..").toAbsolutePath().normalize());
    List<Workload> workloads =
        List.of(
            Workloads.create(new WorkloadOptions("conflicts", "conflicts", 2, 9, 20, 40)),
            Workloads.create(new WorkloadOptions("register", "register", 2, 5, 20, 40)));
    List<TableSpec> tables =
        workloads.stream().map(Workload::tables).flatMap(List::stream).toList();
    List<Region> regions = REGIONS.stream().map(Region::new).toList();
    try (ContainerCluster cluster = new ContainerCluster(REGIONS, FIRST_PORT);
        RealRun run =
            new RealRun(regions, region -> cluster.address(region.name()), 1, TIMEOUT_MS)) {
      for (Workload workload : workloads) {
        run.await(done -> workload.prepare(run, done), 60_000, "tables");
      }
      run.await(
          done -> {
            workloads.forEach(workload -> workload.start(run));
            done.run();
          },
          TIMEOUT_MS,
          "start");
      awaitAnswers(run, REGIONS, "nothing is disturbed");

      cluster.cut("us-east-1");
      awaitAnswers(run, REGIONS, "a region is cut off: each still takes its own clients' writes");
      await(60, () -> !hasPeers(cluster.control("us-east-1")), "no session left");
      cluster.join("us-east-1");
      await(60, () -> hasPeers(cluster.control("us-east-1")), "a session again");

      cluster.kill("eu-west-1");
      awaitAnswers(run, List.of("us-east-1", "ap-southeast-1"), "a node is dead");
      cluster.restart("eu-west-1");

      cluster.pause("ap-southeast-1");
      awaitAnswers(run, List.of("us-east-1"), "a node is paused");
      cluster.resume("ap-southeast-1");
      awaitAnswers(run, REGIONS, "all is healed");

      run.await(
          done -> {
            workloads.forEach(Workload::stop);
            run.afterNs(TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS * 2L), done);
          },
          TIMEOUT_MS * 4L,
          "the last answers");
      await(60, () -> tables.stream().allMatch(table -> equal(cluster, table)), "equal digests");
      FinalReads.Contents contents =
          run.ask(done -> FinalReads.read(run, tables, done), 60_000, "reading all");
      Evidence evidence =
          run.ask(
              done ->
                  done.accept(
                      new Evidence(
                          run.history().ops(),
                          contents.tables(),
                          contents.indexes(),
                          contents.streams(),
                          List.of(),
                          Map.of(),
                          0)),
              TIMEOUT_MS,
              "the history");
      Map<String, Verdict> verdicts = Checkers.check(CHECKERS, evidence);
      System.out.println("containers: " + run.traffic().counts() + ", " + verdicts);
      assertTrue(verdicts.values().stream().allMatch(Verdict::isOk), verdicts::toString);
    }
  }

  /** Asked for without Testcontainers, which says in many lines that there is none. */
  private static boolean engineAnswers() {
    try {
      Process info =
          new ProcessBuilder("docker", "info")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return info.waitFor(20, TimeUnit.SECONDS) && info.exitValue() == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean hasPeers(ControlClient node) {
    try {
      JsonArray peers =
          new JsonObject(node.get("/_antipode/status").body())
              .getJsonArray("peers", new JsonArray());
      return peers.stream().anyMatch(peer -> ((JsonObject) peer).getBoolean("connected"));
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Waits until clients of these regions have got so many more answers. */
  private static void awaitAnswers(RealRun run, List<String> regions, String when) {
    Traffic traffic = run.traffic();
    Map<String, Long> before = traffic.okByRegion();
    await(
        60,
        () -> {
          run.checkUnbroken();
          Map<String, Long> now = traffic.okByRegion();
          return regions.stream()
              .allMatch(
                  region ->
                      now.getOrDefault(region, 0L) - before.getOrDefault(region, 0L) >= ANSWERS);
        },
        "answers from " + regions + " while " + when);
  }

  private static boolean equal(ContainerCluster cluster, TableSpec table) {
    return REGIONS.stream()
            .map(region -> digest(cluster.control(region), table.name()))
            .distinct()
            .count()
        == 1;
  }

  private static String digest(ControlClient node, String table) {
    try {
      String body = node.get("/_antipode/digest/" + table).body();
      return body.substring(body.indexOf("shards"));
    } catch (UncheckedIOException e) {
      return "no answer";
    }
  }

  private static void await(int seconds, BooleanSupplier condition, String what) {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadlineNs, () -> "not within " + seconds + " s: " + what);
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
  }
}
