package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.TableDescriptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one UpdateTable may ask for together, and of which table. Texts as AWS was seen to give them
 * in October 2026 (ack-api-quirks: DDB-TABLE-059, 174, 382, 433, 456).
 */
final class UpdateTogetherTest {
  private static final String PROVISIONED =
      "'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}";
  private static final String REFUSED = "VALIDATION: One or more parameter values were invalid: ";

  private final Tables tables = new Tables();

  @BeforeEach
  void oneOfEachKind() {
    tables.ask("CreateTable", Tables.create("'BillingMode':'PAY_PER_REQUEST'"));
    tables.ask("CreateTable", Tables.create(PROVISIONED).replace("Orders", "Bought"));
  }

  private String update(String table, String members) {
    return tables.ask("UpdateTable", "{'TableName':'" + table + "'," + members + "}");
  }

  private static String newIndex(String name) {
    return "'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'N'}],"
        + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'"
        + name
        + "','KeySchema':[{'AttributeName':'a','KeyType':'HASH'}],"
        + "'Projection':{'ProjectionType':'ALL'}}}]";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Bought|'OnDemandThroughput':{'MaxReadRequestUnits':5}|MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED
          Bought|'OnDemandThroughput':{'MaxWriteRequestUnits':0}|MaxWriteRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED
          Bought|'OnDemandThroughput':{'MaxReadRequestUnits':-1,'MaxWriteRequestUnits':-1}|MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED
          Orders|'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5},'OnDemandThroughput':{'MaxReadRequestUnits':5}|MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED
          Bought|'WarmThroughput':{'ReadUnitsPerSecond':1}|Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported
          Orders|'WarmThroughput':{'ReadUnitsPerSecond':13000},'BillingMode':'PAY_PER_REQUEST'|WarmThroughput must be the only operation in the request
          Orders|'WarmThroughput':{'ReadUnitsPerSecond':13000},'StreamSpecification':{'StreamEnabled':false}|WarmThroughput must be the only operation in the request
          Orders|'WarmThroughput':{'ReadUnitsPerSecond':13000},'DeletionProtectionEnabled':true|DeletionProtection modification must be the only operation in the request
          Orders|'WarmThroughput':{'ReadUnitsPerSecond':13000},'OnDemandThroughput':{'MaxReadRequestUnits':5}|OnDemandThroughput can only be combined with BillingMode in an UpdateTable request
          Orders|'StreamSpecification':{'StreamEnabled':false},'OnDemandThroughput':{'MaxReadRequestUnits':5}|OnDemandThroughput can only be combined with BillingMode in an UpdateTable request
          Orders|'StreamSpecification':{'StreamEnabled':false},'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}|You cannot modify stream status while updating table IOPS
          """)
  void refuses(String table, String members, String message) {
    TableDescriptor before = tables.table(table);
    assertEquals(REFUSED + message, update(table, members));
    assertEquals(before, tables.table(table));
  }

  @Test
  void anIndexIsNotMadeWhileTheTableIsWarmed() {
    assertEquals(
        REFUSED + "Create global secondary index cannot be specified when updating WarmThroughput",
        update("Orders", newIndex("byA") + ",'WarmThroughput':{'ReadUnitsPerSecond':13000}"));
  }

  @Test
  void anUpdateOfAnIndexThatSaysNothingIsRefused() {
    update("Orders", newIndex("byA"));
    String nothing = "'GlobalSecondaryIndexUpdates':[{'Update':{'IndexName':'byA'}}]";
    assertEquals(
        REFUSED
            + "The only Updates for index: byA when TableThroughputMode is PAY_PER_REQUEST can be"
            + " to OnDemandThroughput, WarmThroughput",
        update("Orders", nothing));
    update("Bought", newIndex("byA").replace("'ALL'}}", "'ALL'}," + PROVISIONED + "}"));
    assertEquals(
        REFUSED + "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: byA",
        update("Bought", nothing));
  }

  @Test
  void emptyThroughputCountsForNothing() {
    assertTrue(update("Orders", "'WarmThroughput':{}").startsWith("VALIDATION: At least one of"));
    assertTrue(
        update("Bought", "'OnDemandThroughput':{}").startsWith("VALIDATION: At least one of"));
    assertTrue(
        update("Orders", "'WarmThroughput':{},'DeletionProtectionEnabled':false").startsWith("{"));
    assertTrue(
        tables
            .ask(
                "CreateTable",
                Tables.create(PROVISIONED + ",'OnDemandThroughput':{}").replace("Orders", "Third"))
            .startsWith("{"));
  }
}
