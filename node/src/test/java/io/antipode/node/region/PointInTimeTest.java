package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as they were at any second, with true shards. */
class PointInTimeTest {
  private static final Pattern ID = Pattern.compile("'id':\\{'S':'([^']*)'}");
  private static final Pattern ARN = Pattern.compile("'BackupArn':'([^']*)'");
  private static final long SECOND_MS = 1_000;
  private static final long DAY_MS = 86_400_000;

  @TempDir Path folder;
  private LoneRegion region;
  private final Map<String, String> model = new TreeMap<>();

  @BeforeEach
  void aRegion() throws Exception {
    region = new LoneRegion(folder);
  }

  @Test
  void itIsOffUntilItIsSwitchedOn() {
    String off =
        "{'ContinuousBackupsDescription':{'ContinuousBackupsStatus':'ENABLED',"
            + "'PointInTimeRecoveryDescription':{'PointInTimeRecoveryStatus':'DISABLED'}}}";
    assertEquals(off, region.call("DescribeContinuousBackups", "{'TableName':'hash'}"));
    String on = enable(",'RecoveryPeriodInDays':7");
    assertTrue(on.contains("'PointInTimeRecoveryStatus':'ENABLED','RecoveryPeriodInDays':7"), on);
    assertEquals(
        off,
        region.call(
            "UpdateContinuousBackups",
            "{'TableName':'hash','PointInTimeRecoverySpecification':"
                + "{'PointInTimeRecoveryEnabled':false}}"));
  }

  @Test
  void everySecondIsThere() {
    write("k", 50);
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    SplittableRandom random = new SplittableRandom(1);
    List<Map<String, String>> seconds = new ArrayList<>();
    long firstMs = region.loop.nowMs();
    for (int second = 0; second < 5; second++) {
      seconds.add(new TreeMap<>(model)); // As the second begins.
      for (int i = 0; i < 20; i++) {
        region.loop.advanceMs(random.nextInt(1, 50));
        change("k" + random.nextInt(60), random.nextInt(4) == 0 ? null : second + "." + i);
      }
      region.loop.advanceMs(firstMs + (second + 1) * SECOND_MS - region.loop.nowMs());
    }
    region.loop.advanceMs(3 * SECOND_MS);
    for (int second = 0; second < 5; second++) {
      String name = "second" + second;
      assertTrue(restore(name, firstMs + second * SECOND_MS).startsWith("{"));
      region.loop.advanceMs(SECOND_MS);
      assertEquals(seconds.get(second), items(name), "second " + second);
    }
    restore("again", firstMs + 2 * SECOND_MS);
    region.loop.advanceMs(SECOND_MS);
    assertEquals(items("second2"), items("again"));
  }

  @Test
  void thePastOutlastsACrashAndAReopening() {
    write("k", 30);
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    write("old", 10);
    long atMs = region.loop.nowMs() + SECOND_MS;
    Map<String, String> then = new TreeMap<>(model);
    region.loop.advanceMs(2 * SECOND_MS);
    write("new", 10);
    region.crash();
    region.loop.advanceMs(5 * SECOND_MS);
    write("newer", 10);
    region.restart();
    region.loop.advanceMs(5 * SECOND_MS);
    restore("then", atMs);
    region.loop.advanceMs(SECOND_MS);
    assertEquals(then, items("then"));
    restore("latest", null);
    region.loop.advanceMs(SECOND_MS);
    assertEquals(model, items("latest"));
  }

  @Test
  void onlyTheLastDaysAreThere() {
    write("k", 5);
    enable(",'RecoveryPeriodInDays':2");
    for (int day = 0; day < 5; day++) {
      region.loop.leapMs(DAY_MS);
      region.loop.advanceMs(12 * SECOND_MS);
      write("day" + day, 1);
    }
    region.loop.advanceMs(10 * SECOND_MS);
    String told = region.call("DescribeContinuousBackups", "{'TableName':'hash'}");
    long earliestMs = seconds(told, "EarliestRestorableDateTime") * SECOND_MS;
    long latestMs = seconds(told, "LatestRestorableDateTime") * SECOND_MS;
    assertTrue(region.loop.nowMs() - earliestMs <= 2L * DAY_MS, told);
    assertTrue(region.loop.nowMs() - earliestMs > 2L * DAY_MS - 2 * SECOND_MS, told);
    assertTrue(region.loop.nowMs() - latestMs <= 5 * SECOND_MS, told);
    assertTrue(
        restore("early", earliestMs - SECOND_MS).startsWith("InvalidRestoreTimeException: "));
    restore("there", earliestMs);
    region.loop.advanceMs(SECOND_MS);
    assertEquals(8, items("there").size());
  }

  @Test
  void aDeletedTableLeavesItsLastBackup() {
    write("k", 20);
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    String deleted = region.call("DeleteTable", "{'TableName':'hash'}");
    assertTrue(deleted.contains("'TableStatus':'DELETING'"), deleted);
    region.loop.advanceMs(3 * SECOND_MS);
    assertTrue(region.call("DescribeTable", "{'TableName':'hash'}").startsWith("ResourceNotFound"));
    assertEquals("{'BackupSummaries':[]}", region.call("ListBackups", "{'TableName':'hash'}"));
    String listed = region.call("ListBackups", "{'TableName':'hash','BackupType':'SYSTEM'}");
    assertTrue(listed.contains("'BackupName':'hash$DeletedTableBackup'"), listed);
    Matcher arn = ARN.matcher(listed);
    assertTrue(arn.find(), listed);
    assertTrue(
        region
            .call("DeleteBackup", "{'BackupArn':'" + arn.group(1) + "'}")
            .startsWith(
                "ValidationException: Invalid Request: User is not allowed to delete the system"
                    + " backup with arn "
                    + arn.group(1)
                    + ". It will automatically expire on "));
    region.call(
        "RestoreTableFromBackup", "{'TargetTableName':'back','BackupArn':'" + arn.group(1) + "'}");
    region.loop.advanceMs(SECOND_MS);
    assertEquals(model, items("back"));
    region.loop.leapMs(36L * DAY_MS);
    region.loop.advanceMs(SECOND_MS);
    assertEquals("{'BackupSummaries':[]}", region.call("ListBackups", "{'BackupType':'SYSTEM'}"));
  }

  @Test
  void twoTablesThatGoInOneMillisecondLeaveABackupEach() {
    enable("");
    enable("range", "");
    region.loop.advanceMs(3 * SECOND_MS);
    region.begin("DeleteTable", "{'TableName':'hash'}");
    region.call("DeleteTable", "{'TableName':'range'}");
    region.loop.advanceMs(3 * SECOND_MS);
    String listed = region.call("ListBackups", "{'BackupType':'SYSTEM'}");
    assertTrue(listed.contains("'BackupName':'hash$DeletedTableBackup'"), listed);
    assertTrue(listed.contains("'BackupName':'range$DeletedTableBackup'"), listed);
  }

  @Test
  void theLastBackupOfAnEarlierReplicaDoesNotDeleteTheNextOne() {
    write("k", 5);
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    Region elsewhere = new Region("eu-west-1");
    region.change("hash", table -> table.withReplicas(replicas(elsewhere)));
    region.call("DeleteTable", "{'TableName':'hash'}");
    region.loop.advanceMs(3 * SECOND_MS);
    assertEquals(TableStatus.DELETING, region.table("hash").status());
    region.change("hash", table -> table.withStatus(TableStatus.DELETED));
    region.loop.run();

    region.change("hash", table -> table.withStatus(TableStatus.ACTIVE));
    region.change("hash", table -> table.withReplicas(replicas(elsewhere)));
    region.loop.advanceMs(61 * SECOND_MS);
    enable("");
    region.loop.advanceMs(61 * SECOND_MS);
    region.restart();
    region.loop.advanceMs(61 * SECOND_MS);
    assertEquals(TableStatus.ACTIVE, region.table("hash").status());
  }

  @Test
  void aCopyThatARestoreNeedsGoesAfterwardsWhereRecoveryIsOffByThen() throws Exception {
    write("k", 500);
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    LoneRegion.Pending restore = region.begin("RestoreTableToPointInTime", latest("then"));
    region.loop.run(12);
    region.begin(
        "UpdateContinuousBackups",
        "{'TableName':'hash','PointInTimeRecoverySpecification':"
            + "{'PointInTimeRecoveryEnabled':false}}");
    region.loop.advanceMs(3 * SECOND_MS);
    assertTrue(restore.answer().startsWith("{"), restore.answer());
    assertEquals(model, items("then"));
    assertEquals(0, copies());
  }

  @Test
  void aCopyThatACrashHasLeftBehindGoes() throws Exception {
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    for (Path each : settings()) {
      Files.delete(each);
    }
    region.crash();
    region.loop.advanceMs(SECOND_MS);
    assertEquals(0, copies());
  }

  @Test
  void aSettingThatCannotBeReadTakesNoCopyAway() throws Exception {
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    for (Path each : settings()) {
      Files.write(each, new byte[] {1});
    }
    region.crash();
    region.loop.advanceMs(SECOND_MS);
    assertEquals(1, copies());
  }

  @Test
  void whatAnotherRegionWroteLaterIsNotInAnEarlierMoment() {
    write("k", 3);
    region.change("hash", table -> table.withReplicas(replicas(new Region("eu-west-1"))));
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    long atMs = region.loop.nowMs() / SECOND_MS * SECOND_MS + SECOND_MS;
    region.loop.advanceMs(atMs - region.loop.nowMs() - 100);
    region.replicate("hash", "k1", Version.atMs(atMs + 50)); // Its clock is ahead of ours.
    Map<String, String> then = new TreeMap<>(model);
    region.loop.advanceMs(3 * SECOND_MS);
    restore("then", atMs);
    region.loop.advanceMs(SECOND_MS);
    assertEquals(then, items("then"));
    restore("later", atMs + SECOND_MS);
    region.loop.advanceMs(SECOND_MS);
    assertEquals("replicated", items("later").get("k1"));
  }

  /** What says that it is on, and its copy. */
  private List<Path> settings() throws IOException {
    try (Stream<Path> archive = Files.list(folder.resolve("archive/continuous"));
        Stream<Path> copy = Files.list(folder.resolve("archive-copy/continuous"))) {
      return Stream.concat(archive, copy).toList();
    }
  }

  private long copies() throws IOException {
    try (Stream<Path> copies = Files.list(folder.resolve("archive/backups"))) {
      return copies.count();
    }
  }

  private static Map<Region, ReplicaDescriptor> replicas(Region elsewhere) {
    Region here = new Region("us-east-1");
    return Map.of(
        here,
        new ReplicaDescriptor(here, ReplicaDescriptor.Status.ACTIVE, 1),
        elsewhere,
        new ReplicaDescriptor(elsewhere, ReplicaDescriptor.Status.ACTIVE, 1));
  }

  @Test
  void aCrashDoesNotKeepATableFromGoing() {
    write("k", 20);
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    region.begin("DeleteTable", "{'TableName':'hash'}");
    region.loop.run(8);
    region.crash();
    region.loop.advanceMs(3 * SECOND_MS);
    String table = region.call("DescribeTable", "{'TableName':'hash'}");
    if (!table.startsWith("{")) {
      assertTrue(
          region
              .call("ListBackups", "{'TableName':'hash','BackupType':'SYSTEM'}")
              .contains("AVAILABLE"));
    } else {
      assertTrue(table.contains("'TableStatus':'ACTIVE'"), table);
    }
  }

  @Test
  void whatCannotBeIsRefusedInTheOrderOfAws() {
    assertEquals(
        "ValidationException: Invalid Request: Either one of RestoreDateTime or"
            + " UseLatestRestorableTime must be specified, but not both",
        region.call(
            "RestoreTableToPointInTime",
            "{'SourceTableName':'nowhere','TargetTableName':'range'}"));
    assertEquals(
        "TableNotFoundException: Table not found: nowhere",
        region.call(
            "RestoreTableToPointInTime",
            "{'SourceTableName':'nowhere','TargetTableName':'range','UseLatestRestorableTime':true}"));
    assertEquals(
        "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table"
            + " 'hash'",
        restore("range", 1L));
    enable("");
    region.loop.advanceMs(3 * SECOND_MS);
    assertTrue(
        restore("range", 1_000L)
            .startsWith(
                "InvalidRestoreTimeException: RestoreDateTime '1970-01-01T00:00:01Z' must be"
                    + " within EarliestRestorableDateTime '2027-01-15T08:00:"));
    assertEquals(
        "TableAlreadyExistsException: Table already exists: range", restore("range", null));
    assertEquals(
        "ValidationException: Invalid Request: Cannot specify RecoveryPeriodInDays when disabling"
            + " point-in-time recovery.",
        region.call(
            "UpdateContinuousBackups",
            "{'TableName':'hash','PointInTimeRecoverySpecification':"
                + "{'PointInTimeRecoveryEnabled':false,'RecoveryPeriodInDays':3}}"));
    assertTrue(
        enable(",'RecoveryPeriodInDays':36")
            .contains("Member must have value less than or equal to 35"));
  }

  @Test
  void rightAfterItIsSwitchedOnTheFirstMomentCanBeHad() {
    write("k", 20);
    region.begin(
        "UpdateContinuousBackups",
        "{'TableName':'hash','PointInTimeRecoverySpecification':"
            + "{'PointInTimeRecoveryEnabled':true}}");
    region.loop.run(8);
    assertTrue(restore("first", null).startsWith("{"));
    region.loop.advanceMs(2 * SECOND_MS);
    assertEquals(model, items("first"));
  }

  private String enable(String days) {
    return enable("hash", days);
  }

  private String enable(String table, String days) {
    return region.call(
        "UpdateContinuousBackups",
        "{'TableName':'"
            + table
            + "','PointInTimeRecoverySpecification':"
            + "{'PointInTimeRecoveryEnabled':true"
            + days
            + "}}");
  }

  private String restore(String name, @Nullable Long atMs) {
    return region.call(
        "RestoreTableToPointInTime",
        "{'SourceTableName':'hash','TargetTableName':'"
            + name
            + "',"
            + (atMs == null
                ? "'UseLatestRestorableTime':true"
                : "'RestoreDateTime':" + atMs / 1_000.0)
            + "}");
  }

  private static String latest(String name) {
    return "{'SourceTableName':'hash','TargetTableName':'"
        + name
        + "','UseLatestRestorableTime':true}";
  }

  private void write(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      change(prefix + i, "" + i);
    }
  }

  private void change(String id, @Nullable String value) {
    if (value == null) {
      region.call("DeleteItem", "{'TableName':'hash','Key':{'id':{'S':'" + id + "'}}}");
      model.remove(id);
      return;
    }
    model.put(id, value);
    assertEquals(
        "{}",
        region.call(
            "PutItem",
            "{'TableName':'hash','Item':{'id':{'S':'" + id + "'},'v':{'S':'" + value + "'}}}"));
  }

  private Map<String, String> items(String table) {
    String found = region.call("Scan", "{'TableName':'" + table + "'}");
    assertTrue(found.startsWith("{"), found);
    assertFalse(found.contains("LastEvaluatedKey"), found);
    Map<String, String> items = new TreeMap<>();
    for (String item : found.split("},\\{", -1)) {
      Matcher id = ID.matcher(item);
      if (id.find()) {
        items.put(id.group(1), item.replaceAll(".*'v':\\{'S':'([^']*)'.*", "$1"));
      }
    }
    return items;
  }

  private static long seconds(String told, String member) {
    Matcher found = Pattern.compile("'" + member + "':([0-9.E]+)").matcher(told);
    assertTrue(found.find(), told);
    return Math.round(Double.parseDouble(found.group(1)));
  }
}
