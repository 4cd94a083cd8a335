package io.antipode.node.operation.globaltable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.topology.Region;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Dispatch;
import io.antipode.node.operation.RecordedCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What AWS was seen to answer in October 2026, in regions that once had such tables and in one that
 * never had.
 */
class GlobalTablesOf2017Test {
  private static final String REFUSED =
      "VALIDATION: One or more parameter values were invalid: DynamoDB global tables version"
          + " 2017.11.29 is not supported";
  private static final String RECOMMENDED =
      REFUSED
          + ". We recommend using DynamoDB global tables version 2019.11.21, instead of version"
          + " 2017.11.29 (Legacy).";

  private static String ask(String region, String name, String body) {
    Region here = new Region(region);
    for (Action<?, ?> action :
        List.<Action<?, ?>>of(
            new CreateGlobalTable(here),
            new UpdateGlobalTable(here),
            NoGlobalTable.described(),
            NoGlobalTable.settingsDescribed(),
            NoGlobalTable.settingsUpdated(),
            new ListGlobalTables())) {
      if (action.name().equals(name)) {
        return RecordedCall.of(new Dispatch<>(action), body.replace('\'', '"')).replace('"', '\'');
      }
    }
    throw new AssertionError(name);
  }

  private static String ask(String name, String body) {
    return ask("us-east-1", name, body);
  }

  @Test
  void noneIsMade() {
    String wish =
        "{'GlobalTableName':'Orders','ReplicationGroup':[{'RegionName':'us-east-1'},{'RegionName':'us-west-2'}]}";
    assertEquals(RECOMMENDED, ask("CreateGlobalTable", wish));
    assertEquals(
        REFUSED
            + " in this region 'ap-south-1', supported regions are : [eu-west-2, eu-west-1,"
            + " ap-southeast-1, ap-southeast-2, ap-northeast-2, eu-central-1, ap-northeast-1,"
            + " us-east-1, us-east-2, us-west-1, us-west-2]",
        ask("ap-south-1", "CreateGlobalTable", wish));
  }

  @Test
  void theShapeOfTheRequestIsCheckedFirst() {
    assertEquals(
        "VALIDATION: 2 validation errors detected: Value null at 'globalTableName' failed to"
            + " satisfy constraint: Member must not be null; Value null at 'replicationGroup'"
            + " failed to satisfy constraint: Member must not be null",
        ask("CreateGlobalTable", "{}"));
  }

  @Test
  void aReplicaIsRefusedBeforeTheTableIsLookedFor() {
    assertEquals(
        RECOMMENDED,
        ask(
            "UpdateGlobalTable",
            "{'GlobalTableName':'Nobody','ReplicaUpdates':[{'Create':{'RegionName':'us-west-2'}}]}"));
    assertEquals(
        "GLOBAL_TABLE_NOT_FOUND: Global table with name: 'Nobody' does not exist.",
        ask(
            "UpdateGlobalTable",
            "{'GlobalTableName':'Nobody','ReplicaUpdates':[{'Delete':{'RegionName':'us-west-2'}}]}"));
    assertEquals(
        "VALIDATION: One or more parameter values were invalid",
        ask("UpdateGlobalTable", "{'GlobalTableName':'Nobody','ReplicaUpdates':[]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          DescribeGlobalTable|Global table not found: Global table with name: 'Orders' does not exist.
          DescribeGlobalTableSettings|Global table with name: 'Orders' does not exist.
          UpdateGlobalTableSettings|Global table with name: 'Orders' does not exist.
          """)
  void noneIsFound(String action, String message) {
    assertEquals("GLOBAL_TABLE_NOT_FOUND: " + message, ask(action, "{'GlobalTableName':'Orders'}"));
  }

  @Test
  void theListIsEmpty() {
    assertEquals("{'GlobalTables':[]}", ask("ListGlobalTables", "{'Limit':1}"));
  }
}
