package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.ShardId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTableTest {
  private static final String NEW_INDEX =
      "'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'N'}],"
          + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byA','KeySchema':["
          + "{'AttributeName':'a','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}}]";

  private final Tables tables = new Tables();

  @BeforeEach
  void aTable() {
    tables.ask("CreateTable", Tables.create("'BillingMode':'PAY_PER_REQUEST'"));
  }

  private String update(String members) {
    return tables.ask("UpdateTable", "{'TableName':'Orders'," + members + "}");
  }

  @Test
  void aStreamGoesOffAndOnAgainUnderAnotherLabel() {
    update("'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}");
    update("'StreamSpecification':{'StreamEnabled':false}");
    assertNull(tables.table("Orders").stream());
    update("'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}");
    TableDescriptor table = tables.table("Orders");
    assertEquals(2, table.local().streams().size());
    assertTrue(
        table.local().streams().getFirst().createdAtMs()
            < table.local().streams().getLast().createdAtMs());
    assertEquals(
        "VALIDATION: Table already has an enabled stream: TableName: Orders",
        update("'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}"));
  }

  @Test
  void billingChangesForTableAndIndexesTogether() {
    update(
        "'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':6}");
    assertEquals(new Throughput(5, 6), tables.table("Orders").shared().throughput());
    update("'BillingMode':'PAY_PER_REQUEST'");
    assertEquals(BillingMode.PAY_PER_REQUEST, tables.table("Orders").shared().billing());
    assertEquals(Throughput.NONE, tables.table("Orders").shared().throughput());
  }

  @Test
  void aTableThatWasBilledPerRequestSaysSinceWhen() {
    assertTrue(
        tables
            .ask("DescribeTable", "{'TableName':'Orders'}")
            .contains(
                "'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST',"
                    + "'LastUpdateToPayPerRequestDateTime':1795428000.0}"));
    update(
        "'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':6}");
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(
        described.contains(
            "'BillingModeSummary':{'BillingMode':'PROVISIONED',"
                + "'LastUpdateToPayPerRequestDateTime':1795428000.0}"),
        described);
  }

  @Test
  void changesOfCapacityAreCountedAndDated() {
    update(
        "'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':10}");
    String down = update("'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}");
    assertTrue(
        down.contains(
            "'ProvisionedThroughput':{'LastDecreaseDateTime':1795428000.0,"
                + "'NumberOfDecreasesToday':1,'ReadCapacityUnits':5,'WriteCapacityUnits':5}"),
        down);
    String both = update("'ProvisionedThroughput':{'ReadCapacityUnits':9,'WriteCapacityUnits':1}");
    assertTrue(
        both.contains(
            "'ProvisionedThroughput':{'LastIncreaseDateTime':1795428000.0,"
                + "'LastDecreaseDateTime':1795428000.0,'NumberOfDecreasesToday':2,"),
        both);
  }

  @Test
  void aKnownAttributeKeepsItsType() {
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: Attributes cannot be redefined."
            + " Please check that your attribute has the same type as previously defined. Existing"
            + " schema: Schema:[SchemaElement: key{pk:S:HASH}] New schema: Schema:[SchemaElement:"
            + " key{pk:N:HASH}]",
        update(
            "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'N'}],"
                + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byPk','KeySchema':["
                + "{'AttributeName':'pk','KeyType':'HASH'}],"
                + "'Projection':{'ProjectionType':'ALL'}}}]"));
    assertEquals(0, tables.table("Orders").indexes().size());
  }

  @Test
  void anIndexIsCreatingUntilEveryShardHasBuiltIt() {
    String answer = update(NEW_INDEX);
    assertTrue(answer.contains("'IndexStatus':'CREATING','Backfilling':true"), answer);
    assertEquals(
        "LIMIT_EXCEEDED: Subscriber limit exceeded: Only 1 online index can be created or deleted"
            + " simultaneously per table",
        update("'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'byA'}}]"));
    TableDescriptor table = tables.table("Orders");
    IndexBuilds builds = new IndexBuilds(tables.catalog, 2);
    builds.built(table.id(), table.indexes().getFirst().id(), new ShardId(0));
    builds.built(table.id(), table.indexes().getFirst().id(), new ShardId(0));
    assertEquals(
        IndexDescriptor.Status.CREATING, tables.table("Orders").indexes().getFirst().status());
    builds.built(table.id(), table.indexes().getFirst().id(), new ShardId(1));
    assertEquals(
        IndexDescriptor.Status.ACTIVE, tables.table("Orders").indexes().getFirst().status());
    update("'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'byA'}}]");
    assertEquals(0, tables.table("Orders").indexes().size());
    assertEquals(1, tables.table("Orders").shared().attributes().size());
  }

  @Test
  void aReplicaSwitchesTheStreamOnAndIsCreating() {
    String answer = update("'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]");
    assertTrue(
        answer.contains(
            "'GlobalTableVersion':'2019.11.21','MultiRegionConsistency':'EVENTUAL','Replicas':["
                + "{'RegionName':'eu-west-1','ReplicaStatus':'CREATING'"),
        answer);
    assertTrue(answer.contains("'StreamViewType':'NEW_AND_OLD_IMAGES'"), answer);
    assertNotNull(tables.table("Orders").stream());
    tables.elsewhereActive("Orders");
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: Disabling Stream is not allowed for"
            + " a Global Table replica.",
        update("'StreamSpecification':{'StreamEnabled':false}"));
    assertEquals(
        "VALIDATION: Failed to create a the new replica of table with name: ‘Orders’ because one"
            + " or more replicas already existed as tables.",
        update("'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]"));
  }

  /** As on AWS, where a table is UPDATING until its replica is there. */
  @Test
  void nothingElseIsChangedWhileAReplicaComes() {
    update("'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]");
    String inUse =
        "RESOURCE_IN_USE: Attempt to change a resource which is still in use: Table is being"
            + " updated: Orders";
    for (String change :
        List.of(
            "'BillingMode':'PAY_PER_REQUEST'",
            "'DeletionProtectionEnabled':true",
            "'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'byA'}}]")) {
      assertEquals(inUse, update(change), change);
    }
    tables.elsewhereActive("Orders");
    assertTrue(update("'DeletionProtectionEnabled':true").contains("TableDescription"));
  }

  @Test
  void oneReplicaAtATime() {
    String two = "{'Create':{'RegionName':'eu-west-1'}},{'Create':{'RegionName':'ap-south-1'}}";
    assertEquals(
        "VALIDATION: Update table operation with more than one create or delete replica actions"
            + " not allowed",
        update("'ReplicaUpdates':[" + two + "]"));
    assertEquals(Map.of(), tables.table("Orders").replicas());
  }

  @Test
  void aReplicaIsDeletingUntilItHasGone() {
    update("'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]");
    String leaving = update("'ReplicaUpdates':[{'Delete':{'RegionName':'eu-west-1'}}]");
    assertTrue(leaving.contains("'ReplicaStatus':'DELETING'"), leaving);
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(described.contains("'TableStatus':'UPDATING'"), described);
    String single = update("'ReplicaUpdates':[{'Delete':{'RegionName':'eu-west-1'}}]");
    assertTrue(!single.contains("Replicas"), single);
  }

  @Test
  void aTableThatDrainsIsDeletingAndKeepsItsName() {
    update("'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]");
    tables.elsewhereActive("Orders");
    String deleted = tables.ask("DeleteTable", "{'TableName':'Orders'}");
    assertTrue(deleted.contains("'TableStatus':'DELETING'"), deleted);
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(described.contains("'TableStatus':'DELETING'"), described);
    assertEquals("{'TableNames':['Orders']}", tables.ask("ListTables", "{}"));
    assertEquals(
        "RESOURCE_IN_USE: Table already exists: Orders",
        tables.ask("CreateTable", Tables.create("'BillingMode':'PAY_PER_REQUEST'")));
    String refused =
        "RESOURCE_IN_USE: Attempt to change a resource which is still in use: Table is being"
            + " deleted: Orders";
    assertEquals(refused, tables.ask("DeleteTable", "{'TableName':'Orders'}"));
    assertEquals(refused, update("'DeletionProtectionEnabled':true"));

    tables.context.replicas().onDrained(tables.table("Orders").id());
    assertEquals("{'TableNames':[]}", tables.ask("ListTables", "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'AttributeDefinitions':[]|At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required
          'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}],'DeletionProtectionEnabled':true|One or more parameter values were invalid: Replica modification must be the only operation in the request
          'ReplicaUpdates':[{'Create':{'RegionName':'us-east-1'}}]|Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.
          'ReplicaUpdates':[{'Create':{'RegionName':'mars-1'}}]|Region mars-1 is not supported. The latest version of global tables are only supported in the following regions: [eu-west-1, us-east-1]
          'ReplicaUpdates':[{'Delete':{'RegionName':'eu-west-1'}}]|Replica specified in the Replica Update or Replica Delete action of the request was not found.
          'ReplicaUpdates':[{'Update':{'RegionName':'eu-west-1','TableClassOverride':'STANDARD'}}]|One or more parameter values were invalid: Update is not supported (settings of one replica alone)
          'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1','TableClassOverride':'STANDARD'}}]|One or more parameter values were invalid: TableClassOverride is not supported (settings of one replica alone)
          'MultiRegionConsistency':'EVENTUAL'|At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required
          'ReplicaUpdates':[{}]|There are no actions specified in the Replica Update Action of the request.
          'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}|One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST
          'BillingMode':'PROVISIONED'|One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED
          'StreamSpecification':{'StreamEnabled':true}|One or more parameter values were invalid: If stream is being enabled then UpdateViewType is required
          'StreamSpecification':{'StreamEnabled':false}|Table has no stream to disable: TableName: Orders
          'GlobalSecondaryIndexUpdates':[{}]|One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null
          """)
  void refuses(String members, String message) {
    TableDescriptor before = tables.table("Orders");
    assertEquals("VALIDATION: " + message, update(members));
    assertEquals(before, tables.table("Orders"), "a refused request changes nothing");
  }

  @Test
  void aDeletedTableIsGoneAndItsNameFree() {
    String deleted =
        tables.ask(
            "DeleteTable", "{'TableName':'arn:aws:dynamodb:us-east-1:000000000000:table/Orders'}");
    assertTrue(deleted.contains("'TableStatus':'DELETING'"), deleted);
    assertEquals(
        "RESOURCE_NOT_FOUND: Requested resource not found: Table: Orders not found",
        tables.ask("DescribeTable", "{'TableName':'Orders'}"));
    assertEquals("{'TableNames':[]}", tables.ask("ListTables", "{}"));
    String again = tables.ask("CreateTable", Tables.create("'BillingMode':'PAY_PER_REQUEST'"));
    assertTrue(again.contains("CREATING"), again);
  }

  @Test
  void tablesAreListedByPages() {
    for (String name : new String[] {"aaa", "bbb", "ccc"}) {
      tables.ask(
          "CreateTable", Tables.create("'BillingMode':'PAY_PER_REQUEST'").replace("Orders", name));
    }
    assertEquals(
        "{'TableNames':['Orders','aaa'],'LastEvaluatedTableName':'aaa'}",
        tables.ask("ListTables", "{'Limit':2}"));
    assertEquals(
        "{'TableNames':['bbb','ccc']}",
        tables.ask("ListTables", "{'Limit':2,'ExclusiveStartTableName':'aaa'}"));
  }

  @Test
  void aProtectedReplicaIsToldWithItsRegion() {
    update("'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]");
    tables.elsewhereActive("Orders");
    update("'DeletionProtectionEnabled':true");
    assertEquals(
        "VALIDATION: Cannot delete table Orders in region us-east-1 because it has deletion"
            + " protection enabled. Disable deletion protection first.",
        tables.ask("DeleteTable", "{'TableName':'Orders'}"));
  }

  private String capacity(int read, int write) {
    return update(
        "'ProvisionedThroughput':{'ReadCapacityUnits':"
            + read
            + ",'WriteCapacityUnits':"
            + write
            + "}");
  }

  @Test
  void capacityGoesDownFourTimesADayAndThenOnceAnHour() {
    update(
        "'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':10,'WriteCapacityUnits':10}");
    for (int units = 9; units > 5; units--) {
      assertTrue(capacity(units, units).startsWith("{"));
    }
    String refused =
        "LIMIT_EXCEEDED: Subscriber limit exceeded: Provisioned throughput decreases are limited"
            + " within a given UTC day. After the first 4 decreases, each subsequent decrease in"
            + " the same UTC day can be performed at most once every 3600 seconds. Number of"
            + " decreases today: 4. Last decrease at Monday, November 23, 2026 at 10:00:00 AM"
            + " Coordinated Universal Time. Next decrease can be made at Monday, November 23, 2026"
            + " at 11:00:00 AM Coordinated Universal Time.";
    assertEquals(refused, capacity(5, 6));
    assertEquals(refused, capacity(5, 100));
    assertTrue(capacity(7, 7).startsWith("{"));
  }

  @Test
  void billingBecomesPerRequestFourTimesADay() {
    for (int i = 0; i < 4; i++) {
      update(
          "'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}");
      assertTrue(update("'BillingMode':'PAY_PER_REQUEST'").startsWith("{"));
    }
    update(
        "'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}");
    assertEquals(
        "LIMIT_EXCEEDED: Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4"
            + " times in 1 day(s). Last update at Mon Nov 23 10:00:00 UTC 2026. Next update can be"
            + " made at Tue Nov 24 10:00:00 UTC 2026",
        update("'BillingMode':'PAY_PER_REQUEST'"));
  }

  @ParameterizedTest
  @CsvSource({"0", "-2"})
  void aMaximumOfOnDemandIsAtLeastOneOrNone(String units) {
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: Requested MaxReadRequestUnits for"
            + " OnDemandThroughput for table is outside of valid range",
        update("'OnDemandThroughput':{'MaxReadRequestUnits':" + units + "}"));
  }

  @Test
  void maximaOfOnDemandAreSetAndTakenAwayOneByOne() {
    update("'OnDemandThroughput':{'MaxReadRequestUnits':1000,'MaxWriteRequestUnits':500}");
    update("'OnDemandThroughput':{'MaxReadRequestUnits':-1}");
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(described.contains("'OnDemandThroughput':{'MaxWriteRequestUnits':500}"), described);
    update("'OnDemandThroughput':{'MaxWriteRequestUnits':-1}");
    assertTrue(
        !tables.ask("DescribeTable", "{'TableName':'Orders'}").contains("OnDemandThroughput"));
  }

  private String warm() {
    return tables
        .ask("DescribeTable", "{'TableName':'Orders'}")
        .replaceAll(".*'WarmThroughput':\\{([^}]*)}.*", "$1");
  }

  private static String warm(int read, int write) {
    return "'ReadUnitsPerSecond':"
        + read
        + ",'WriteUnitsPerSecond':"
        + write
        + ",'Status':'ACTIVE'";
  }

  @Test
  void aTableNeverBecomesLessWarm() {
    tables.ask(
        "CreateTable",
        Tables.create("'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}")
            .replace("Orders", "Cold"));
    String cold = "{'TableName':'Cold',";
    tables.ask(
        "UpdateTable",
        cold + "'ProvisionedThroughput':{'ReadCapacityUnits':3,'WriteCapacityUnits':2}}");
    tables.ask(
        "UpdateTable",
        cold + "'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}");
    String described = tables.ask("DescribeTable", "{'TableName':'Cold'}");
    assertTrue(described.contains("'WarmThroughput':{" + warm(3, 2)), described);
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: Requested ReadUnitsPerSecond for"
            + " WarmThroughput for table is lower than current WarmThroughput, decreasing"
            + " WarmThroughput is not supported",
        tables.ask("UpdateTable", cold + "'WarmThroughput':{'ReadUnitsPerSecond':2}}"));
    assertTrue(
        tables
            .ask("UpdateTable", cold + "'WarmThroughput':{'ReadUnitsPerSecond':50}}")
            .startsWith("{"));
    assertEquals(warm(12_000, 4_000), warm());
    update(
        "'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}");
    assertEquals(warm(12_000, 4_000), warm());
  }

  @Test
  void aNewTableIsAsWarmAsItsCapacityAtLeast() {
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: Requested ReadUnitsPerSecond for"
            + " WarmThroughput for table is lower than ReadCapacityUnits of ProvisionedThroughput",
        tables.ask(
            "CreateTable",
            Tables.create(
                "'ProvisionedThroughput':{'ReadCapacityUnits':10,'WriteCapacityUnits':10},"
                    + "'WarmThroughput':{'ReadUnitsPerSecond':5,'WriteUnitsPerSecond':5}")));
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: Requested ReadUnitsPerSecond for"
            + " WarmThroughput for table is lower than initial throughput for OnDemand. See:"
            + " https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
            + "on-demand-capacity-mode.html#on-demand-capacity-mode-initial",
        tables.ask(
            "CreateTable",
            Tables.create(
                "'BillingMode':'PAY_PER_REQUEST','WarmThroughput':{'ReadUnitsPerSecond':1}")));
  }

  @Test
  void strongConsistencyOfRegionsIsRefusedByName() {
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: MultiRegionConsistency STRONG is"
            + " not supported; global tables are EVENTUAL",
        update(
            "'MultiRegionConsistency':'STRONG','ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]"));
  }

  @Test
  void nobodyScalesReplicasAndTablesOfOneRegionHaveNone() {
    String name = "{'TableName':'Orders'}";
    assertEquals(
        "RESOURCE_NOT_FOUND: Global table with name: Orders does not exist.",
        tables.ask("DescribeTableReplicaAutoScaling", name));
    update("'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'}");
    update("'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]");
    tables.elsewhereActive("Orders");
    String nobody = "{'AutoScalingDisabled':true}";
    String replica =
        "{'RegionName':'%s','ReplicaProvisionedReadCapacityAutoScalingSettings':"
            + nobody
            + ",'ReplicaProvisionedWriteCapacityAutoScalingSettings':"
            + nobody
            + ",'ReplicaStatus':'ACTIVE'}";
    assertEquals(
        "{'TableAutoScalingDescription':{'TableName':'Orders','TableStatus':'ACTIVE','Replicas':["
            + replica.formatted("eu-west-1")
            + ","
            + replica.formatted("us-east-1")
            + "]}}",
        tables.ask("DescribeTableReplicaAutoScaling", name));
  }
}
