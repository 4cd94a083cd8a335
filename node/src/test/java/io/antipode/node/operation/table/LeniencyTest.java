package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.Throughput;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is taken with {@code --lenient}. Seen on DynamoDB Local 3.3.1, but for unused definitions of
 * CreateTable: it took them once, and refuses them now, as AWS does.
 */
class LeniencyTest {
  private static final String ON_DEMAND = "'BillingMode':'PAY_PER_REQUEST'";
  private static final String BY_PK =
      "'IndexName':'byPk','KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
          + "'Projection':{'ProjectionType':'ALL'}";
  private static final String CAPACITY =
      "'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':6}";

  private final Set<String> told = new LinkedHashSet<>();
  private final Tables strict = new Tables();
  private final Tables lenient =
      new Tables(
          (slip, where) -> {
            told.add(where + ": " + slip);
            return true;
          });

  @Test
  void numbersAndBooleansMayBeStrings() {
    String request =
        Tables.create(
            "'ProvisionedThroughput':{'ReadCapacityUnits':'5','WriteCapacityUnits':6},"
                + "'DeletionProtectionEnabled':'True'");
    assertTrue(
        strict.ask("CreateTable", request).endsWith("STRING_VALUE cannot be converted to Long"));
    assertTrue(lenient.ask("CreateTable", request).startsWith("{"));
    assertEquals(new Throughput(5, 6), lenient.table("Orders").shared().throughput());
    assertTrue(lenient.table("Orders").local().deletionProtection());
    assertEquals(
        Set.of(
            "ReadCapacityUnits: a number as a string",
            "DeletionProtectionEnabled: a boolean as a string"),
        told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Limit':'five'} | STRING_VALUE cannot be converted to Integer",
        "{'Limit':''} | STRING_VALUE cannot be converted to Integer",
        "{'Limit':'1e3'} | STRING_VALUE cannot be converted to Integer",
        "{'Limit':'99999999999'} | STRING_VALUE cannot be converted to Integer",
        "{'Limit':'9999999999999999999999'} | STRING_VALUE cannot be converted to Integer",
        "{'Limit':true} | TRUE_VALUE cannot be converted to Integer",
        "{'Limit':'0'} | `1 validation error detected: Value '0' at 'limit' failed to satisfy"
            + " constraint: Member must have value greater than or equal to 1`",
        "{'ExclusiveStartTableName':true} | TRUE_VALUE cannot be converted to String",
      })
  void whatMeansNothingIsRefusedAllTheSame(String request, String refusal) {
    String answer = lenient.ask("ListTables", request);
    assertTrue(answer.endsWith(refusal), answer);
  }

  @Test
  void definitionsThatNoKeyUsesAreForgotten() {
    String request =
        "{'TableName':'Orders',"
            + ON_DEMAND
            + ",'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
            + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},"
            + "{'AttributeName':'name','AttributeType':'S'}]}";
    assertTrue(strict.ask("CreateTable", request).startsWith("VALIDATION"));
    assertTrue(
        lenient
            .ask("CreateTable", request)
            .contains("'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"));
    assertEquals(Set.of("AttributeDefinitions: an attribute that no key uses"), told);
  }

  @Test
  void capacityBesideOnDemandIsForgotten() {
    String index = "{" + BY_PK + "," + CAPACITY + "}";
    String request =
        Tables.create(ON_DEMAND + "," + CAPACITY + ",'GlobalSecondaryIndexes':[" + index + "]");
    assertTrue(strict.ask("CreateTable", request).startsWith("VALIDATION"));
    assertTrue(lenient.ask("CreateTable", request).startsWith("{"));
    assertTrue(
        lenient
            .ask(
                "UpdateTable",
                "{'TableName':'Orders',"
                    + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
                    + "'GlobalSecondaryIndexUpdates':[{'Create':"
                    + index.replace("byPk", "again")
                    + "}]}")
            .startsWith("{"));
    assertEquals(Throughput.NONE, lenient.table("Orders").shared().throughput());
    for (IndexDescriptor each : lenient.table("Orders").shared().indexes()) {
      assertEquals(Throughput.NONE, each.throughput());
    }
    assertEquals(
        Set.of(
            "ProvisionedThroughput of a table: capacity beside PAY_PER_REQUEST",
            "ProvisionedThroughput of an index: capacity beside PAY_PER_REQUEST"),
        told);
  }

  @Test
  void anEmptyListOfLocalIndexesIsNone() {
    String request = Tables.create(ON_DEMAND + ",'LocalSecondaryIndexes':[]");
    assertTrue(strict.ask("CreateTable", request).startsWith("VALIDATION"));
    assertTrue(lenient.ask("CreateTable", request).startsWith("{"));
  }
}
