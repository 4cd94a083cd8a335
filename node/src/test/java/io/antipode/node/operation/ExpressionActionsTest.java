package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Actions with expressions, and with the legacy parameters that say the same. */
final class ExpressionActionsTest {
  private final Bed bed = new Bed(3);

  @Test
  void legacyParametersHaveNoneOfTheLimitsOfExpressions() {
    String values =
        IntStream.range(0, 27_500)
            .mapToObj(i -> "{'N':'" + i + "'}")
            .collect(Collectors.joining(","));
    bed.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'},'n':{'N':'27499'}}}");
    assertEquals(
        "{'Items':[{'id':{'S':'a'},'n':{'N':'27499'}}],'Count':1,'ScannedCount':1}",
        bed.call(
            "Scan",
            "{'TableName':'hash','ScanFilter':{'n':{'ComparisonOperator':'IN','AttributeValueList':["
                + values
                + "]}}}"));
    String absent =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "'x" + i + "':{'ComparisonOperator':'NULL'}")
            .collect(Collectors.joining(","));
    assertTrue(
        bed.call("Scan", "{'TableName':'hash','ScanFilter':{" + absent + "}}")
            .endsWith("'Count':1,'ScannedCount':1}"));
    assertEquals(
        "{}",
        bed.call(
            "PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'}},'Expected':{" + absent + "}}"));
  }

  @Test
  void conditionsGuardWrites() {
    Cases.run(
        bed,
        """
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'},'v':{'N':'1'}},'ConditionExpression':'attribute_not_exists(id)'}
        -> {}
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'},'v':{'N':'2'}},'ConditionExpression':'attribute_not_exists(id)'}
        -> ConditionalCheckFailedException: The conditional request failed
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'}},'ConditionExpression':'v > :v','ExpressionAttributeValues':{':v':{'N':'1'}},'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}
        -> ConditionalCheckFailedException: The conditional request failed {'id':{'S':'a'},'v':{'N':'1'}}
        DeleteItem {'TableName':'hash','Key':{'id':{'S':'b'}},'ConditionExpression':'attribute_exists(id)'}
        -> ConditionalCheckFailedException: The conditional request failed
        DeleteItem {'TableName':'hash','Key':{'id':{'S':'a'}},'ConditionExpression':'v = :v','ExpressionAttributeValues':{':v':{'N':'1.0'}}}
        -> {}
        """);
  }

  @Test
  void expressionsAreParsedBeforeTheTableIsLookedFor() {
    Cases.run(
        bed,
        """
        PutItem {'TableName':'nosuch','Item':{},'ConditionExpression':''}
        -> ValidationException: 1 validation error detected: Invalid ConditionExpression: The expression can not be empty;
        PutItem {'TableName':'nosuch','Item':{},'ConditionExpression':'a = :a','ExpressionAttributeValues':{':a':{'N':'x'}}}
        -> ValidationException: 1 validation error detected: The parameter cannot be converted to a numeric value: x
        UpdateItem {'TableName':'nosuch','Key':{},'UpdateExpression':'SET a = :a','ExpressionAttributeValues':{':a':{'N':'1'},':b':{'N':'1'}}}
        -> ValidationException: 1 validation error detected: Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}
        GetItem {'TableName':'nosuch','Key':{},'ProjectionExpression':'#a','ExpressionAttributeNames':{'#a':'a'}}
        -> ResourceNotFoundException: Requested resource not found
        """);
  }

  @Test
  void updatesReturnWhatIsWanted() {
    Cases.run(
        bed,
        """
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET m = :m, n = :n','ExpressionAttributeValues':{':m':{'M':{'x':{'N':'1'},'y':{'N':'2'}}},':n':{'N':'5'}},'ReturnValues':'UPDATED_OLD'}
        -> {}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET m.x = :x','ExpressionAttributeValues':{':x':{'N':'9'}},'ReturnValues':'UPDATED_NEW'}
        -> {'Attributes':{'m':{'M':{'x':{'N':'9'}}}}}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'ADD n :x','ExpressionAttributeValues':{':x':{'N':'1'}},'ReturnValues':'UPDATED_OLD'}
        -> {'Attributes':{'n':{'N':'5'}}}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'REMOVE m','ReturnValues':'ALL_NEW'}
        -> {'Attributes':{'id':{'S':'a'},'n':{'N':'6'}}}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'REMOVE n','ReturnValues':'UPDATED_NEW'}
        -> {}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET a.b = :x','ExpressionAttributeValues':{':x':{'N':'1'}}}
        -> ValidationException: The document path provided in the update expression is invalid for update
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET id = :x','ExpressionAttributeValues':{':x':{'S':'1'}}}
        -> ValidationException: One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key
        UpdateItem {'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}},'UpdateExpression':'SET g = :x','ExpressionAttributeValues':{':x':{'N':'1'}}}
        -> ValidationException: One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gall
        UpdateItem {'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}},'UpdateExpression':'SET g = :x','ExpressionAttributeValues':{':x':{'S':''}}}
        -> ValidationException: One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: gall, IndexKey: g
        """);
  }

  @Test
  void anUpdateMayNotGrowAnItemBeyondTheLimit() {
    String half = "x".repeat(204_800);
    String set = "{'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET %s = :v',";
    String value = "'ExpressionAttributeValues':{':v':{'S':'" + half + "'}}}";
    assertEquals("{}", bed.call("UpdateItem", set.formatted("v1") + value));
    assertEquals(
        "ValidationException: Item size to update has exceeded the maximum allowed size",
        bed.call("UpdateItem", set.formatted("v2") + value));
  }

  @Test
  void anUpdateMayNotNestAnItemBeyondTheLimit() {
    String deep = "{'M':{'m':".repeat(20) + "{'M':{}}" + "}}".repeat(20);
    String update =
        "{'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET %s = :v',"
            + "'ExpressionAttributeValues':{':v':%s}}";
    assertEquals("{}", bed.call("UpdateItem", update.formatted("m", deep)));
    String value = "{'L':[".repeat(11) + "{'S':'x'}" + "]}".repeat(11);
    String path = "m" + ".m".repeat(20) + ".x";
    assertEquals(
        "ValidationException: Nesting Levels have exceeded supported limits: Attributes in the item"
            + " have nested levels beyond supported limit",
        bed.call("UpdateItem", update.formatted(path, value)));
    String shallower = "{'L':[".repeat(10) + "{'S':'x'}" + "]}".repeat(10);
    assertEquals("{}", bed.call("UpdateItem", update.formatted(path, shallower)));
  }

  @Test
  void legacyUpdatesSaySetAddRemoveAndDelete() {
    Cases.run(
        bed,
        """
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{'n':{'Value':{'N':'1'}},'s':{'Action':'PUT','Value':{'SS':['x','y']}},'l':{'Action':'ADD','Value':{'L':[{'S':'1'}]}}},'ReturnValues':'ALL_NEW'}
        -> {'Attributes':{'id':{'S':'a'},'l':{'L':[{'S':'1'}]},'n':{'N':'1'},'s':{'SS':['x','y']}}}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{'n':{'Action':'ADD','Value':{'N':'2'}},'s':{'Action':'DELETE','Value':{'SS':['x']}},'l':{'Action':'DELETE'}},'ReturnValues':'ALL_NEW'}
        -> {'Attributes':{'id':{'S':'a'},'n':{'N':'3'},'s':{'SS':['y']}}}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{'n':{'Action':'ADD'}}}
        -> ValidationException: 1 validation error detected: One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{'n':{'Action':'ADD','Value':{'S':'a'}}}}
        -> ValidationException: 1 validation error detected: One or more parameter values were invalid: ADD action is not supported for the type S
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{'n':{'Action':'DELETE','Value':{'N':'1'}}}}
        -> ValidationException: 1 validation error detected: One or more parameter values were invalid: DELETE action with value is not supported for the type N
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{'id':{'Value':{'S':'b'}}}}
        -> ValidationException: One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key
        """);
  }

  @Test
  void aPathGoesIntoNoKey() {
    String refused =
        "ValidationException: Key attributes must be scalars; list random access '[]' and map"
            + " lookup '.' are not allowed: ";
    assertEquals(
        refused + "Key: id",
        bed.call(
            "GetItem",
            "{'TableName':'hash','Key':{'id':{'S':'a'}},'ProjectionExpression':'id.x'}"));
    assertEquals(
        refused + "IndexKey: g",
        bed.call(
            "UpdateItem",
            "{'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}},"
                + "'UpdateExpression':'REMOVE g[0]'}"));
    assertEquals(
        refused + "IndexKey: g",
        bed.call("Scan", "{'TableName':'range','FilterExpression':'attribute_exists(g.x)'}"));
  }

  @Test
  void legacyUpdatesNameTheirOwnErrors() {
    Cases.run(
        bed,
        """
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'n':{'S':'x'}}}
        -> {}
        UpdateItem {'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}},'AttributeUpdates':{'n':{'Action':'ADD','Value':{'N':'1'}}}}
        -> ValidationException: Type mismatch for attribute to update
        UpdateItem {'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}},'AttributeUpdates':{'l':{'Action':'DELETE','Value':{'NS':['1']}}}}
        -> ValidationException: Updates on index keys must be of the same data type as the key attribute
        """);
  }

  @Test
  void legacyUpdatesMayBeLongerThanAnExpression() {
    StringBuilder updates = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      updates.append(i == 0 ? "" : ",").append("'a" + i + "':{'Value':{'N':'" + i + "'}}");
    }
    assertEquals(
        "{}",
        bed.call(
            "UpdateItem",
            "{'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{" + updates + "}}"));
  }

  @Test
  void legacyConditionsMayBeManyAndHaveManyOperands() {
    bed.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'},'n':{'N':'7'}}}");
    String found = "{'Items':[{'id':{'S':'a'},'n':{'N':'7'}}],'Count':1,'ScannedCount':1}";
    StringBuilder numbers = new StringBuilder("{'N':'0'}");
    StringBuilder absent = new StringBuilder("'n':{'ComparisonOperator':'NOT_NULL'}");
    StringBuilder expected = new StringBuilder("'n':{'Value':{'N':'7'}}");
    for (int i = 1; i < 5_000; i++) {
      numbers.append(",{'N':'" + i + "'}");
      absent.append(",'x" + i + "':{'ComparisonOperator':'NULL'}");
      expected.append(",'x" + i + "':{'Exists':false}");
    }
    String scan = "{'TableName':'hash','ScanFilter':{%s}}";
    String among = "'n':{'ComparisonOperator':'IN','AttributeValueList':[" + numbers + "]}";
    assertEquals(found, bed.call("Scan", scan.formatted(among)));
    assertEquals(found, bed.call("Scan", scan.formatted(absent)));
    assertEquals("{}", expect(expected.toString(), ""));
  }

  @Test
  void whatIsAbsentContainsNothingAndDoesNotLackIt() {
    bed.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'}}}");
    assertEquals(
        "{'Items':[],'Count':0,'ScannedCount':1}",
        bed.call(
            "Scan",
            "{'TableName':'hash','ScanFilter':{'x':{'ComparisonOperator':'NOT_CONTAINS',"
                + "'AttributeValueList':[{'S':'b'}]}}}"));
  }

  @Test
  void expectedStatesConditions() {
    bed.call(
        "PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'},'n':{'N':'5'},'s':{'S':'abc'}}}");
    String failed = "ConditionalCheckFailedException: The conditional request failed";
    assertEquals("{}", expect("'n':{'Value':{'N':'5'}},'x':{'Exists':false}", ""));
    assertEquals(failed, expect("'n':{'Value':{'N':'6'}}", ""));
    assertEquals(failed, expect("'n':{'Exists':false}", ""));
    assertEquals("{}", expect("'n':{'ComparisonOperator':'GE','Value':{'N':'5'}}", ""));
    assertEquals(
        "{}",
        expect(
            "'s':{'ComparisonOperator':'BEGINS_WITH','AttributeValueList':[{'S':'ab'}]},"
                + "'n':{'ComparisonOperator':'BETWEEN','AttributeValueList':[{'N':'4'},{'N':'5'}]}",
            ""));
    assertEquals(
        "{}",
        expect(
            "'s':{'ComparisonOperator':'NULL'},'n':{'ComparisonOperator':'IN','AttributeValueList':[{'N':'1'},{'N':'5'}]}",
            ",'ConditionalOperator':'OR'"));
    assertEquals(failed, expect("'s':{'ComparisonOperator':'NOT_CONTAINS','Value':{'S':'b'}}", ""));
    assertEquals("{}", expect("'x':{'ComparisonOperator':'NE','Value':{'S':'b'}}", ""));
    String invalid =
        "ValidationException: 1 validation error detected: "
            + "One or more parameter values were invalid: ";
    assertEquals(
        invalid + "Value must be provided when Exists is true for Attribute: n",
        expect("'n':{'Exists':true}", ""));
    assertEquals(
        invalid + "Value cannot be used when Exists is false for Attribute: n",
        expect("'n':{'Exists':false,'Value':{'N':'1'}}", ""));
    assertEquals(
        invalid + "Exists and ComparisonOperator cannot be used together for Attribute: n",
        expect("'n':{'Exists':true,'ComparisonOperator':'EQ','Value':{'N':'1'}}", ""));
    assertEquals(
        invalid + "Value and AttributeValueList cannot be used together for Attribute: n",
        expect("'n':{'Value':{'N':'1'},'AttributeValueList':[{'N':'1'}]}", ""));
    assertEquals(
        invalid + "AttributeValueList can only be used with a ComparisonOperator for Attribute: n",
        expect("'n':{'AttributeValueList':[{'N':'1'}]}", ""));
    assertEquals(
        invalid + "AttributeValues inside AttributeValueList must be of same type",
        expect("'n':{'ComparisonOperator':'IN','AttributeValueList':[{'N':'1'},{'S':'1'}]}", ""));
  }

  private String expect(String expected, String more) {
    return bed.call(
        "UpdateItem",
        "{'TableName':'hash','Key':{'id':{'S':'a'}},'Expected':{" + expected + "}" + more + "}");
  }

  @Test
  void queriesCompareFilterAndProject() {
    for (int i = 1; i <= 4; i++) {
      bed.call(
          "PutItem",
          "{'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'%d'},'v':{'N':'%d'}}}"
              .formatted(i, i * i));
    }
    Cases.run(
        bed,
        """
        Query {'TableName':'range','KeyConditionExpression':'id = :i AND sk BETWEEN :l AND :h','ExpressionAttributeValues':{':i':{'S':'a'},':l':{'N':'2'},':h':{'N':'3'}},'ProjectionExpression':'v'}
        -> {'Items':[{'v':{'N':'4'}},{'v':{'N':'9'}}],'Count':2,'ScannedCount':2}
        Query {'TableName':'range','KeyConditionExpression':'id = :i AND sk < :h','FilterExpression':'v > :l','ExpressionAttributeValues':{':i':{'S':'a'},':l':{'N':'2'},':h':{'N':'3'}},'ScanIndexForward':false}
        -> {'Items':[{'id':{'S':'a'},'sk':{'N':'2'},'v':{'N':'4'}}],'Count':1,'ScannedCount':2}
        Query {'TableName':'range','KeyConditionExpression':'id = :i','FilterExpression':'v = :l','Limit':1,'ExpressionAttributeValues':{':i':{'S':'a'},':l':{'N':'2'}}}
        -> {'Items':[],'Count':0,'ScannedCount':1,'LastEvaluatedKey':{'id':{'S':'a'},'sk':{'N':'1'}}}
        Query {'TableName':'range','KeyConditionExpression':'id = :i','Select':'COUNT','ExpressionAttributeValues':{':i':{'S':'a'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'Count':4,'ScannedCount':4,'ConsumedCapacity':{'TableName':'range','CapacityUnits':0.5,'Table':{'CapacityUnits':0.5}}}
        Query {'TableName':'range','KeyConditionExpression':'id = :i','FilterExpression':'sk = :l','ExpressionAttributeValues':{':i':{'S':'a'},':l':{'N':'2'}}}
        -> ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: sk
        Query {'TableName':'range','KeyConditions':{'id':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]}},'QueryFilter':{'sk':{'ComparisonOperator':'NOT_NULL'}}}
        -> ValidationException: QueryFilter can only contain non-primary key attributes: Primary key attribute: sk
        Query {'TableName':'range','KeyConditions':{'id':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]}},'QueryFilter':{'v':{'ComparisonOperator':'GT','AttributeValueList':[{'N':'9'}]}}}
        -> {'Items':[{'id':{'S':'a'},'sk':{'N':'4'},'v':{'N':'16'}}],'Count':1,'ScannedCount':4}
        Query {'TableName':'range','KeyConditions':{'id':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]}},'FilterExpression':'v > :v','ExpressionAttributeValues':{':v':{'N':'9'}}}
        -> {'Items':[{'id':{'S':'a'},'sk':{'N':'4'},'v':{'N':'16'}}],'Count':1,'ScannedCount':4}
        Query {'TableName':'range','KeyConditionExpression':'id = :i','ExpressionAttributeValues':{':i':{'S':''}}}
        -> ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id
        Scan {'TableName':'range','FilterExpression':'v = :v','ExpressionAttributeValues':{':v':{'N':'9'}},'ProjectionExpression':'sk'}
        -> {'Items':[{'sk':{'N':'3'}}],'Count':1,'ScannedCount':4}
        Scan {'TableName':'range','ScanFilter':{'v':{'ComparisonOperator':'LE','AttributeValueList':[{'N':'1'}]}},'AttributesToGet':['v']}
        -> {'Items':[{'v':{'N':'1'}}],'Count':1,'ScannedCount':4}
        Scan {'TableName':'range','IndexName':'ginc','FilterExpression':'q = :v','ExpressionAttributeValues':{':v':{'N':'9'}}}
        -> {'Items':[],'Count':0,'ScannedCount':0}
        Query {'TableName':'range','IndexName':'ginc','KeyConditionExpression':'g = :g','FilterExpression':'q = :v','ExpressionAttributeValues':{':g':{'S':'x'},':v':{'N':'9'}}}
        -> ValidationException: One or more parameter values were invalid: Secondary index ginc does not project one or more filter attributes: [q]
        """);
  }

  @Test
  void indexesShowWhatTheyProject() {
    bed.call(
        "PutItem",
        "{'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'l':{'S':'l'},'g':{'S':'g'},"
            + "'p':{'S':'p'},'q':{'S':'q'}}}");
    Cases.run(
        bed,
        """
        Query {'TableName':'range','IndexName':'ginc','KeyConditionExpression':'g = :g','ExpressionAttributeValues':{':g':{'S':'g'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'Items':[{'g':{'S':'g'},'id':{'S':'a'},'p':{'S':'p'},'sk':{'N':'1'}}],'Count':1,'ScannedCount':1,'ConsumedCapacity':{'TableName':'range','CapacityUnits':0.5,'Table':{'CapacityUnits':0.0},'GlobalSecondaryIndexes':{'ginc':{'CapacityUnits':0.5}}}}
        Scan {'TableName':'range','IndexName':'gall'}
        -> {'Items':[],'Count':0,'ScannedCount':0}
        Query {'TableName':'range','IndexName':'lkeys','KeyConditionExpression':'id = :i','ExpressionAttributeValues':{':i':{'S':'a'}}}
        -> {'Items':[{'id':{'S':'a'},'l':{'S':'l'},'sk':{'N':'1'}}],'Count':1,'ScannedCount':1}
        Query {'TableName':'range','IndexName':'lkeys','KeyConditionExpression':'id = :i','ProjectionExpression':'q','ExpressionAttributeValues':{':i':{'S':'a'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'Items':[{'q':{'S':'q'}}],'Count':1,'ScannedCount':1,'ConsumedCapacity':{'TableName':'range','CapacityUnits':1.0,'Table':{'CapacityUnits':0.5},'LocalSecondaryIndexes':{'lkeys':{'CapacityUnits':0.5}}}}
        """);
  }
}
