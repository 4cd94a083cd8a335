package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.TableStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of tables with true shards, and what is restored from them. */
class BackupsTest {
  private static final Pattern ARN = Pattern.compile("'BackupArn':'([^']*)'");
  private static final Pattern ID = Pattern.compile("'id':\\{'S':'([^']*)'}");

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void aRegion() throws Exception {
    region = new LoneRegion(folder);
  }

  @Test
  void aBackupIsThereSoonAndTellsOfItsTable() {
    put("a", "1");
    String made = region.call("CreateBackup", "{'TableName':'hash','BackupName':'first'}");
    String arn = arnIn(made);
    assertTrue(
        arn.matches(
            "arn:aws:dynamodb:us-east-1:000000000000:table/hash/backup/[0-9]{14}-[0-9a-f]{8}"),
        arn);
    assertTrue(made.contains("'BackupStatus':'CREATING'"), made);
    wait(1_000);
    String described = region.call("DescribeBackup", "{'BackupArn':'" + arn + "'}");
    assertTrue(described.contains("'BackupStatus':'AVAILABLE','BackupType':'USER'"), described);
    assertTrue(described.contains("'ItemCount':1,'BillingMode':'PAY_PER_REQUEST'"), described);
    assertTrue(described.endsWith("'SourceTableFeatureDetails':{}}}"), described);
  }

  @Test
  void aRestoredTableHoldsWhatWasThereThenAndNothingElse() {
    for (int i = 0; i < 500; i++) {
      put("k" + i, "old");
    }
    region.call("DeleteItem", "{'TableName':'hash','Key':{'id':{'S':'k7'}}}");
    String arn = backup("hash");
    put("k1", "new");
    put("later", "new");
    region.call("DeleteItem", "{'TableName':'hash','Key':{'id':{'S':'k2'}}}");

    restore(arn, "restored");
    Map<String, String> items = items("restored");
    assertEquals(499, items.size());
    assertEquals("old", items.get("k1"));
    assertEquals("old", items.get("k2"));
    assertFalse(items.containsKey("later"));
    assertFalse(items.containsKey("k7"));
    String table = region.call("DescribeTable", "{'TableName':'restored'}");
    assertTrue(table.contains("'TableStatus':'ACTIVE'"), table);
    assertTrue(table.contains("'ItemCount':499"), table);
    assertFalse(table.contains("RestoreSummary"), table);
  }

  @Test
  void writesUnderWayAreInItUpToOneInstant() {
    for (int i = 0; i < 300; i++) {
      put("k" + i, "0");
    }
    String arn = arnIn(region.call("CreateBackup", "{'TableName':'hash','BackupName':'busy'}"));
    for (int round = 1; round <= 200; round++) {
      put("k" + round, "" + round);
      put("count", "" + round);
      region.loop.advanceMs(1);
    }
    wait(2_000);
    restore(arn, "restored");
    Map<String, String> items = items("restored");
    int count = Integer.parseInt(items.getOrDefault("count", "0"));
    for (int i = 1; i <= 200; i++) {
      // The item of a round is written before its count.
      String expected = i <= count ? "" + i : "0";
      String found = String.valueOf(items.get("k" + i));
      assertTrue(found.equals(expected) || i == count + 1, i + " is " + found + " of " + count);
    }
  }

  @Test
  void aRestoreIsShownUntilItIsDone() {
    put("a", "1");
    String arn = backup("hash");
    LoneRegion.Pending restore = begin(arn, "restored");
    region.loop.run();
    assertTrue(restore.answer().contains("'TableStatus':'CREATING'"), restore.answer());
    assertTrue(
        restore
            .answer()
            .contains(
                "'RestoreSummary':{'SourceBackupArn':'"
                    + arn
                    + "','SourceTableArn':'arn:aws:dynamodb:us-east-1:000000000000:table/hash',"),
        restore.answer());
    assertTrue(restore.answer().contains("'RestoreInProgress':true"), restore.answer());
  }

  @Test
  void indexesComeWithTheTableOrDoNot() {
    region.call(
        "PutItem",
        "{'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'l':{'S':'l'},'g':{'S':'g'}}}");
    String arn = backup("range");
    String described = region.call("DescribeBackup", "{'BackupArn':'" + arn + "'}");
    assertTrue(described.contains("'LocalSecondaryIndexes':[{'IndexName':'local',"), described);
    assertTrue(described.contains("'GlobalSecondaryIndexes':[{'IndexName':'global',"), described);
    restore(arn, "whole");
    String found =
        region.call(
            "Query",
            "{'TableName':'whole','IndexName':'global','KeyConditionExpression':'g = :g',"
                + "'ExpressionAttributeValues':{':g':{'S':'g'}}}");
    assertTrue(found.contains("'Count':1"), found);

    region.call(
        "RestoreTableFromBackup",
        "{'TargetTableName':'bare','BackupArn':'"
            + arn
            + "','GlobalSecondaryIndexOverride':[],'LocalSecondaryIndexOverride':[]}");
    wait(1_000);
    String bare = region.call("DescribeTable", "{'TableName':'bare'}");
    assertFalse(bare.contains("SecondaryIndexes"), bare);
    assertFalse(bare.contains("'AttributeName':'g'"), bare);
    assertTrue(bare.contains("'ItemCount':1"), bare);
  }

  @Test
  void aRestartGoesOnWithABackup() {
    put("a", "1");
    String arn = arnIn(region.call("CreateBackup", "{'TableName':'hash','BackupName':'cut'}"));
    region.crash();
    wait(1_000);
    restore(arn, "restored");
    assertEquals(Map.of("a", "1"), items("restored"));
  }

  @Test
  void aRestartGoesOnWithARestore() {
    for (int i = 0; i < 2_000; i++) {
      put("k" + i, "v");
    }
    String arn = backup("hash");
    begin(arn, "restored");
    region.loop.run(60);
    region.crash();
    wait(1_000);
    assertEquals(2_000, items("restored").size());
    begin(arn, "again");
    region.loop.run(60);
    region.restart();
    wait(1_000);
    assertEquals(2_000, items("again").size());
    assertEquals(items("restored"), items("again"));
  }

  @Test
  void backupsAreListedByTableTimeAndKind() {
    String first = backup("hash");
    String second = backup("hash");
    String other = backup("range");
    assertEquals(List.of(first, second, other), arns("{}"));
    assertEquals(List.of(first, second), arns("{'TableName':'hash'}"));
    assertEquals(List.of(), arns("{'TableName':'nowhere'}"));
    assertEquals(List.of(), arns("{'BackupType':'SYSTEM'}"));
    assertEquals(List.of(first), arns("{'Limit':1}"));
    String page = region.call("ListBackups", "{'Limit':1}");
    assertTrue(page.contains("'LastEvaluatedBackupArn':'" + first + "'"), page);
    assertEquals(List.of(second, other), arns("{'ExclusiveStartBackupArn':'" + first + "'}"));
    assertFalse(region.call("ListBackups", "{'Limit':3}").contains("LastEvaluated"));
    assertEquals(
        "ValidationException: One or more parameter values were invalid: Time range lower bound"
            + " must be less than or equal to upper bound",
        region.call("ListBackups", "{'TimeRangeLowerBound':2,'TimeRangeUpperBound':1}"));
  }

  @Test
  void aDeletedBackupIsGoneWithItsFiles() throws Exception {
    put("a", "1");
    String arn = backup("hash");
    assertTrue(filesOf("backups") > 0);
    String deleted = region.call("DeleteBackup", "{'BackupArn':'" + arn + "'}");
    assertTrue(deleted.contains("'BackupStatus':'DELETED'"), deleted);
    assertEquals(
        "BackupNotFoundException: Backup not found: " + arn,
        region.call("DescribeBackup", "{'BackupArn':'" + arn + "'}"));
    assertEquals(
        "BackupNotFoundException: Backup not found: " + arn,
        region.call("DeleteBackup", "{'BackupArn':'" + arn + "'}"));
    assertEquals(0, filesOf("backups"));
  }

  @Test
  void aBackupOutlivesItsTable() {
    put("a", "1");
    String arn = backup("hash");
    region.call("DeleteTable", "{'TableName':'hash'}");
    wait(1_000);
    restore(arn, "restored");
    assertEquals(Map.of("a", "1"), items("restored"));
    assertEquals(List.of(arn), arns("{'TableName':'hash'}"));
  }

  @Test
  void aTableThatIsBackedUpStaysUntilThen() {
    put("a", "1");
    region.begin("CreateBackup", "{'TableName':'hash','BackupName':'first'}");
    region.loop.run(6);
    LoneRegion.Pending delete = region.begin("DeleteTable", "{'TableName':'hash'}");
    region.loop.run(2);
    assertEquals(
        "ResourceInUseException: Attempt to change a resource which is still in use: Table is being"
            + " backed up: hash",
        delete.answer());
    wait(1_000);
    assertTrue(region.call("DeleteTable", "{'TableName':'hash'}").startsWith("{"));
    assertEquals(1, arns("{'TableName':'hash'}").size());
  }

  @Test
  void aCopyOfATableThatGoesMeanwhileIsNone() {
    for (int i = 0; i < 2_000; i++) {
      put("k" + i, "v");
    }
    region.begin("CreateBackup", "{'TableName':'hash','BackupName':'half'}");
    region.loop.run(12);
    region.change("hash", table -> table.withStatus(TableStatus.DELETED));
    wait(60_000);
    assertEquals(List.of(), arns("{'TableName':'hash'}"));
  }

  @Test
  void aBackupOfOtherShardsIsNotUsedAndNotRemoved() throws Exception {
    put("a", "1");
    String arn = backup("hash");
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    Files.move(folder.resolve("archive"), other.resolve("archive"));
    LoneRegion ofFive = new LoneRegion(other, 5);
    assertEquals(
        "BackupNotFoundException: Backup not found: " + arn,
        ofFive.call("DescribeBackup", "{'BackupArn':'" + arn + "'}"));
    ofFive.loop.advanceMs(1_000);
    assertTrue(Files.exists(other.resolve("archive/backups/" + arn.substring(arn.length() - 23))));
  }

  @Test
  void whatCannotBeIsRefusedAsByAws() {
    String arn = backup("hash");
    assertEquals(
        "TableNotFoundException: Table not found: nowhere",
        region.call("CreateBackup", "{'TableName':'nowhere','BackupName':'name'}"));
    assertEquals(
        "ValidationException: Invalid Backup ARN",
        region.call(
            "DescribeBackup",
            "{'BackupArn':'arn:aws:dynamodb:us-east-1:000000000000:table/hash'}"));
    assertEquals(
        "AccessDeniedException: Access is denied",
        region.call("DescribeBackup", "{'BackupArn':'" + arn.replace(":000", ":123") + "'}"));
    assertEquals(
        "TableAlreadyExistsException: Table already exists: range",
        region.call(
            "RestoreTableFromBackup", "{'TargetTableName':'range','BackupArn':'" + arn + "'}"));
    assertEquals(
        "ValidationException: Invalid Request: Cannot override ProvisionedThroughput unless"
            + " BillingMode is PROVISIONED",
        restoreWith(
            arn, "'ProvisionedThroughputOverride':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}"));
    assertEquals(
        "ValidationException: Invalid Request: Must override ProvisionedThroughput if BillingMode"
            + " is overridden to PROVISIONED",
        restoreWith(arn, "'BillingModeOverride':'PROVISIONED'"));
    assertEquals(
        "ValidationException: Invalid Request: Requested MaxReadRequestUnits for"
            + " OnDemandThroughput is outside of valid range",
        restoreWith(arn, "'OnDemandThroughputOverride':{'MaxReadRequestUnits':0}"));
    assertEquals(
        "ValidationException: Invalid Request: Index new does not match a secondary index that"
            + " existed in the source table and cannot be created during the restore operation",
        restoreWith(
            arn,
            "'GlobalSecondaryIndexOverride':[{'IndexName':'new','KeySchema':"
                + "[{'AttributeName':'id','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}]"));
  }

  @Test
  void oneBackupServesOneRestoreAtATime() {
    for (int i = 0; i < 500; i++) {
      put("k" + i, "v");
    }
    String arn = backup("hash");
    begin(arn, "one");
    region.loop.run(12);
    LoneRegion.Pending two = begin(arn, "two");
    LoneRegion.Pending same = begin(arn, "one");
    LoneRegion.Pending delete = region.begin("DeleteBackup", "{'BackupArn':'" + arn + "'}");
    assertEquals(
        "BackupInUseException: Backup is being used to restore another table: " + arn,
        two.answer());
    assertEquals(
        "TableInUseException: Table: one is already being restored from backup: " + arn,
        same.answer());
    assertEquals(
        "BackupInUseException: Backup is being used to restore table: " + arn, delete.answer());
  }

  @Test
  void aDamagedBackupIsNamedAndMakesNoTable() throws Exception {
    for (int i = 0; i < 50; i++) {
      put("k" + i, "v");
    }
    String arn = backup("hash");
    Path file = fileOf(".checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    restore(arn, "restored");
    assertEquals(
        "ResourceNotFoundException: Requested resource not found: Table: restored not found",
        region.call("DescribeTable", "{'TableName':'restored'}"));
    assertTrue(damages().getFirst().contains(".checkpoint at offset"));
    String again = restoreRefused(arn);
    assertTrue(again.startsWith("InternalServerError: the archive: damaged file backups/"), again);
  }

  @Test
  void aBackupThatIsNotAllThereIsNamedAtTheStartAndRefused() throws Exception {
    put("k", "v");
    String arn = backup("hash");
    Files.delete(fileOf(".checkpoint"));
    region.crash();
    String named = damages().getFirst();
    assertTrue(named.endsWith(" of backup backup of table hash is gone"), named);
    assertEquals("InternalServerError: " + named, restoreRefused(arn));
    assertTrue(region.call("DeleteBackup", "{'BackupArn':'" + arn + "'}").startsWith("{"));
    assertEquals(List.of(), damages());
  }

  @Test
  void aBackupOutlastsItsManifest() throws Exception {
    put("k", "v");
    String arn = backup("hash");
    Files.delete(fileOf("manifest"));
    region.crash();
    restore(arn, "restored");
    assertEquals(Map.of("k", "v"), items("restored"));
  }

  private List<String> damages() {
    return List.copyOf(region.node().backups().damages());
  }

  private Path fileOf(String suffix) throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("archive"))) {
      return files.filter(each -> each.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private String restoreRefused(String arn) {
    LoneRegion.Pending restore = begin(arn, "refused");
    region.loop.run();
    assertTrue(region.call("DescribeTable", "{'TableName':'refused'}").startsWith("ResourceNot"));
    return restore.answer();
  }

  private String restoreWith(String arn, String override) {
    return region.call(
        "RestoreTableFromBackup",
        "{'TargetTableName':'restored','BackupArn':'" + arn + "'," + override + "}");
  }

  private void put(String id, String value) {
    String answer =
        region.call(
            "PutItem",
            "{'TableName':'hash','Item':{'id':{'S':'" + id + "'},'v':{'S':'" + value + "'}}}");
    assertEquals("{}", answer);
  }

  private String backup(String table) {
    String made =
        region.call("CreateBackup", "{'TableName':'" + table + "','BackupName':'backup'}");
    wait(1_000);
    return arnIn(made);
  }

  private LoneRegion.Pending begin(String arn, String name) {
    return region.begin(
        "RestoreTableFromBackup", "{'TargetTableName':'" + name + "','BackupArn':'" + arn + "'}");
  }

  private void restore(String arn, String name) {
    LoneRegion.Pending restore = begin(arn, name);
    region.loop.run();
    assertTrue(restore.answer().startsWith("{"), restore.answer());
    wait(1_000);
  }

  private Map<String, String> items(String table) {
    String found = region.call("Scan", "{'TableName':'" + table + "'}");
    assertTrue(found.startsWith("{"), found);
    Map<String, String> items = new TreeMap<>();
    for (String item : found.split("},\\{", -1)) {
      Matcher id = ID.matcher(item);
      if (id.find()) {
        items.put(id.group(1), item.replaceAll(".*'v':\\{'S':'([^']*)'.*", "$1"));
      }
    }
    return items;
  }

  private List<String> arns(String request) {
    return ARN.matcher(region.call("ListBackups", request)).results().map(m -> m.group(1)).toList();
  }

  private long filesOf(String part) throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("archive").resolve(part))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private void wait(int ms) {
    region.loop.advanceMs(ms);
  }

  private static String arnIn(String answer) {
    Matcher arn = ARN.matcher(answer);
    assertTrue(arn.find(), answer);
    return arn.group(1);
  }
}
