package io.antipode.load.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.load.workload.Reply;
import io.antipode.node.item.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be had again of a region's tables: backups, and moments of those with point-in-time
 * recovery. Each is noted while nobody writes, so what it must show is known without asking the
 * archive.
 *
 * <pre>
 *   asked for again    a table of its own with all that was there, or          else it gave less
 *                      refused, or gone while it is made, the damage named     else it is silent
 * </pre>
 */
final class FolderPast {
  private static final Pattern ARN = Pattern.compile("\"BackupArn\":\"([^\"]+)\"");
  private static final int QUIET_MS = 300;
  private static final int STEP_MS = 100;
  private static final int MAX_MS = 20_000;

  /** The newest moment that can be had again is so long ago. */
  private static final int PAST_MS = 2_100;

  /**
   * What stood once.
   *
   * @param action that gives it again
   * @param source that the action asks for, in JSON
   * @param items by key, without the table's id
   * @param followsLog whether the copy alone doesn't have it
   */
  private record Noted(
      String action, String source, Map<Bytes, byte[]> items, boolean followsLog) {}

  private final World world;
  private final List<Noted> noted = new ArrayList<>();
  private final List<String> continuous = new ArrayList<>();
  private int restored;

  FolderPast(World world) {
    this.world = world;
  }

  /** Makes a backup; nobody writes meanwhile. */
  void backUp(FolderRegion region, SimulatedTable table) {
    world.runMs(QUIET_MS);
    String made =
        ok(
            region,
            "CreateBackup",
            "{\"TableName\":\"%s\",\"BackupName\":\"noted\"}".formatted(table.name()));
    Matcher arn = ARN.matcher(made);
    if (!arn.find()) {
      throw new Violation("backup: no ARN in " + made);
    }
    String source = "\"BackupArn\":\"" + arn.group(1) + "\"";
    await(
        "a backup is not there in time",
        () -> ok(region, "DescribeBackup", "{" + source + "}").contains("\"AVAILABLE\""));
    noted.add(new Noted("RestoreTableFromBackup", source, contents(region, table), false));
  }

  /** Switches point-in-time recovery on. */
  void begin(FolderRegion region, SimulatedTable table) {
    if (!continuous.contains(table.name())) {
      continuous.add(table.name());
      ok(
          region,
          "UpdateContinuousBackups",
          ("{\"TableName\":\"%s\",\"PointInTimeRecoverySpecification\":"
                  + "{\"PointInTimeRecoveryEnabled\":true}}")
              .formatted(table.name()));
    }
  }

  /** Notes a moment of a table with point-in-time recovery; nobody writes meanwhile. */
  void moment(FolderRegion region, SimulatedTable table) {
    world.runMs(QUIET_MS);
    long atMs = Math.ceilDiv(region.time().epochMs() + 1, 1_000) * 1_000;
    Map<Bytes, byte[]> items = contents(region, table);
    while (region.time().epochMs() <= atMs + PAST_MS) {
      world.runMs(STEP_MS);
    }
    String source =
        "\"SourceTableName\":\"%s\",\"RestoreDateTime\":%d".formatted(table.name(), atMs / 1_000);
    noted.add(new Noted("RestoreTableToPointInTime", source, items, true));
  }

  private static Map<Bytes, byte[]> contents(FolderRegion region, SimulatedTable table) {
    Map<Bytes, byte[]> found = new TreeMap<>();
    region.eachShard(
        shard ->
            table.eachIn(
                shard,
                each -> {
                  if (!each.isTombstone()) {
                    found.put(
                        new Bytes(Arrays.copyOfRange(each.key(), Long.BYTES, each.key().length)),
                        Objects.requireNonNull(each.newImage()));
                  }
                }));
    return found;
  }

  /**
   * Asks for all of it again.
   *
   * @param logLost whether a log is known to have lost something: then moments may be gone
   * @return whether all of it was there
   */
  boolean isWhole(FolderRegion region, boolean logLost) {
    boolean whole = true;
    for (Noted each : List.copyOf(noted)) {
      String problem = problem(region, each);
      boolean named = !region.damages().isEmpty();
      if (problem == null || (each.followsLog && logLost)) {
        continue;
      }
      if (!named || problem.startsWith("fewer")) {
        throw new Violation(
            "backup: %s: %s, and said is %s".formatted(each.action, problem, region.damages()));
      }
      whole = false;
    }
    for (String table : continuous) {
      TableDescriptor there = region.node().table(table);
      if (there == null || there.status() == TableStatus.CREATING) {
        continue; // Peers have to bring it back first.
      }
      String described =
          ok(region, "DescribeContinuousBackups", "{\"TableName\":\"" + table + "\"}");
      boolean on = described.contains("\"PointInTimeRecoveryStatus\":\"ENABLED\"");
      if (!on && region.damages().isEmpty()) {
        throw new Violation("backup: point-in-time recovery is off without a word: " + described);
      }
      whole &= on;
    }
    return whole && region.node().backups().damages().isEmpty();
  }

  /** What has been given up is not asked for again. */
  void forgetWhatIsGone(FolderRegion region) {
    noted.removeIf(each -> problem(region, each) != null);
    continuous.clear();
  }

  private @Nullable String problem(FolderRegion region, Noted wanted) {
    String name = "restored-" + ++restored;
    Reply reply =
        region.call(wanted.action, "{\"TargetTableName\":\"" + name + "\"," + wanted.source + "}");
    if (!reply.isOk()) {
      return new String(reply.body(), UTF_8);
    }
    await(
        "a restore takes too long",
        () -> {
          TableDescriptor table = region.node().table(name);
          return table == null || table.status() == TableStatus.ACTIVE;
        });
    TableDescriptor made = region.node().table(name);
    if (made == null) {
      return "the table went while it was restored";
    }
    Map<Bytes, byte[]> found = contents(region, SimulatedTable.of(made));
    boolean same =
        found.keySet().equals(wanted.items.keySet())
            && found.entrySet().stream()
                .allMatch(each -> Arrays.equals(each.getValue(), wanted.items.get(each.getKey())));
    return same
        ? null
        : "fewer, or other, items: %d of %d".formatted(found.size(), wanted.items.size());
  }

  private void await(String late, BooleanSupplier done) {
    for (int ms = 0; !done.getAsBoolean(); ms += STEP_MS) {
      if (ms > MAX_MS) {
        throw new Violation("backup: " + late);
      }
      world.runMs(STEP_MS);
    }
  }

  private static String ok(FolderRegion region, String action, String body) {
    Reply reply = region.call(action, body);
    String said = new String(reply.body(), UTF_8);
    if (!reply.isOk()) {
      throw new Violation("backup: " + action + " is answered by " + said);
    }
    return said;
  }
}
