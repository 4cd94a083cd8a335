package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.RecordedCall;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are placed by their names: one made anew shows its items as the one before it did. */
class ScanOrderTest {
  private static final Region VIRGINIA = new Region("us-east-1");
  private static final int ITEMS = 40;

  @TempDir private Path folder;
  private ThreeRegions regions;

  @BeforeEach
  void open() throws IOException {
    regions = new ThreeRegions(folder, true);
    regions.open();
  }

  private String ask(String action, String body) {
    for (Operation operation : regions.node(VIRGINIA).operations()) {
      if (operation.name().equals(action)) {
        return RecordedCall.of(operation, body.replace('\'', '"'), regions.loop::run);
      }
    }
    throw new AssertionError(action);
  }

  private void fill(String table) {
    String created =
        ask(
            "CreateTable",
            "{'TableName':'"
                + table
                + "','BillingMode':'PAY_PER_REQUEST',"
                + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
                + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},"
                + "{'AttributeName':'grp','AttributeType':'S'}],"
                + "'GlobalSecondaryIndexes':[{'IndexName':'byOf',"
                + "'KeySchema':[{'AttributeName':'grp','KeyType':'HASH'}],"
                + "'Projection':{'ProjectionType':'ALL'}}]}");
    assertTrue(created.startsWith("{"), created);
    for (int i = 0; i < ITEMS; i++) {
      put(table, i);
    }
  }

  private void put(String table, int i) {
    String item = "{'pk':{'S':'p" + i + "'},'grp':{'S':'o" + i % 7 + "'}}";
    assertEquals("{}", ask("PutItem", "{'TableName':'" + table + "','Item':" + item + "}"));
  }

  private String scan(String table, String more) {
    String items = ask("Scan", "{'TableName':'" + table + "'" + more + "}");
    assertTrue(items.contains("\"Count\":" + ITEMS), items);
    return items;
  }

  @Test
  void aTableMadeAnewIsScannedInTheSameOrder() {
    fill("Music");
    String first = scan("Music", "");
    String firstOfIndex = scan("Music", ",'IndexName':'byOf'");
    assertTrue(ask("DeleteTable", "{'TableName':'Music'}").startsWith("{"));
    fill("Music");
    assertEquals(first, scan("Music", ""));
    assertEquals(firstOfIndex, scan("Music", ",'IndexName':'byOf'"));
    fill("Songs");
    assertNotEquals(first, scan("Songs", ""), "each name has an order of its own");
  }

  @Test
  void everyItemIsFoundByItsKeyAndByItsIndex() {
    fill("Music");
    for (int i = 0; i < ITEMS; i++) {
      String key = "{'TableName':'Music','Key':{'pk':{'S':'p" + i + "'}}}";
      assertTrue(ask("GetItem", key).contains("\"p" + i + "\""), key);
    }
    String found =
        ask(
            "Query",
            "{'TableName':'Music','IndexName':'byOf','KeyConditionExpression':'grp = :o',"
                + "'ExpressionAttributeValues':{':o':{'S':'o3'}}}");
    assertTrue(found.contains("\"Count\":6"), found);
    String all =
        ask(
            "Query",
            "{'TableName':'Music','KeyConditionExpression':'pk = :p',"
                + "'ExpressionAttributeValues':{':p':{'S':'p3'}}}");
    assertTrue(all.contains("\"Count\":1"), all);
  }
}
