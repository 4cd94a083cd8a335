package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the actions on one item refuse, with DynamoDB's messages in DynamoDB's order. */
final class ItemChecksTest {
  private final Bed bed = new Bed(3);

  @Test
  void violationsOfTheModelAreToldAtOnce() {
    Cases.run(
        bed,
        """
        PutItem {}
        -> ValidationException: 2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; Value null at 'item' failed to satisfy constraint: Member must not be null
        GetItem {'TableName':'hash'}
        -> ValidationException: 1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null
        GetItem {'TableName':'a','Key':{}}
        -> ResourceNotFoundException: Requested resource not found
        GetItem {'TableName':'a;','Key':{}}
        -> ValidationException: 1 validation error detected: Value 'a;' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+
        PutItem {'TableName':'','Item':{'id':{'S':'a'}}}
        -> ValidationException: 1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1
        UpdateItem {'TableName':'','Key':{}}
        -> ValidationException: 1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1
        UpdateItem {'TableName':'hash','Key':{},'ReturnValues':'OLD'}
        -> ValidationException: 1 validation error detected: Value 'OLD' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]
        DeleteItem {'TableName':'hash','Key':{},'ReturnConsumedCapacity':'ALL','ReturnItemCollectionMetrics':'MB'}
        -> ValidationException: 2 validation errors detected: Value 'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'MB' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]
        PutItem {'TableName':'hash','Item':{},'Expected':{'a':{'ComparisonOperator':'LIKE'}}}
        -> ValidationException: 1 validation error detected: Value 'LIKE' at 'expected.a.member.comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]
        GetItem {'TableName':'hash','Key':{},'AttributesToGet':[]}
        -> ValidationException: 1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: Member must have length greater than or equal to 1
        PutItem {'TableName':'hash','Item':{},'ReturnValuesOnConditionCheckFailure':'ALL_NEW'}
        -> ValidationException: 1 validation error detected: Value 'ALL_NEW' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]
        """);
  }

  @Test
  void jsonOfTheWrongShapeIsASerializationException() {
    Cases.run(
        bed,
        """
        GetItem {'TableName':3}
        -> SerializationException: NUMBER_VALUE cannot be converted to String
        GetItem {'ConsistentRead':'yes'}
        -> SerializationException: Unexpected token received from parser
        GetItem {'Key':[]}
        -> SerializationException: Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>
        GetItem {'Key':{'id':'x'}}
        -> SerializationException: Unexpected value type in payload
        GetItem {'AttributesToGet':'id'}
        -> SerializationException: Unexpected field type
        """);
  }

  @Test
  void aDocumentIsOneValueAndNothingAfterIt() {
    String get = "{'TableName':'hash','Key':{'id':{'S':'a'}}}";
    String batch = "{'RequestItems':{'hash':{'Keys':[{'id':{'S':'a'}}]}}}";
    assertEquals("SerializationException: ", bed.call("GetItem", get + "xyz"));
    assertEquals("SerializationException: ", bed.call("BatchGetItem", batch + ","));
    assertEquals("SerializationException: ", bed.call("GetItem", "{'Limit':1e999999999}"));
  }

  @Test
  void everyNameOfAnAttributeHasBounds() {
    String long64 = "x".repeat(65_536);
    String invalid = "One or more parameter values were invalid: ";
    for (String name : List.of("", long64)) {
      String refused =
          invalid
              + (name.isEmpty()
                  ? "Empty attribute name"
                  : "Attribute name is too large, must be less than 65536 bytes");
      for (String request :
          List.of(
              "PutItem {'TableName':'hash','Item':{'id':{'S':'a'},'%s':{'S':'b'}}}",
              "PutItem {'TableName':'hash','Item':{'id':{'S':'a'},'m':{'M':{'%s':{'S':'b'}}}}}",
              "GetItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributesToGet':['%s']}",
              "UpdateItem"
                  + " {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{'%s':{'Value':{'S':'b'}}}}",
              "DeleteItem"
                  + " {'TableName':'hash','Key':{'id':{'S':'a'}},'Expected':{'%s':{'Exists':false}}}",
              "Scan {'TableName':'hash','ScanFilter':{'%s':{'ComparisonOperator':'NULL'}}}",
              "BatchWriteItem"
                  + " {'RequestItems':{'hash':[{'PutRequest':{'Item':{'id':{'S':'a'},'%s':{'S':'b'}}}}]}}")) {
        int space = request.indexOf(' ');
        boolean counted =
            List.of("PutItem", "UpdateItem", "DeleteItem").contains(request.substring(0, space));
        assertEquals(
            "ValidationException: " + (counted ? "1 validation error detected: " : "") + refused,
            bed.call(request.substring(0, space), request.substring(space + 1).formatted(name)),
            request);
      }
    }
    assertEquals(
        "ValidationException: ExpressionAttributeNames contains invalid value: Attribute name is"
            + " too large, must be less than 65536 bytes for key #n",
        bed.call(
            "Scan",
            "{'TableName':'hash','ProjectionExpression':'#n','ExpressionAttributeNames':{'#n':'"
                + long64
                + "'}}"));
  }

  @Test
  void errorsOfTheModelWinOverRefusedValues() {
    Cases.run(
        bed,
        """
        PutItem {'Item':{'id':{'N':'x'}},'TableName':'hash','ReturnValues':'OLD'}
        -> ValidationException: 1 validation error detected: Value 'OLD' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]
        PutItem {'Item':{'id':{'NULL':false}},'TableName':'nosuch'}
        -> ValidationException: 1 validation error detected: One or more parameter values were invalid: Null attribute value types must have the value of true
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'}},'ReturnValues':'ALL_NEW'}
        -> ValidationException: 1 validation error detected: ReturnValues can only be ALL_OLD or NONE
        """);
  }

  @Test
  void parametersThatExpressionsReplacedExcludeThem() {
    Cases.run(
        bed,
        """
        GetItem {'TableName':'hash','Key':{},'ProjectionExpression':'a','AttributesToGet':['a']}
        -> ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}
        UpdateItem {'TableName':'hash','Key':{},'UpdateExpression':'','AttributeUpdates':{},'Expected':{}}
        -> ValidationException: 1 validation error detected: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates, Expected} Expression parameters: {UpdateExpression}
        PutItem {'TableName':'hash','Item':{},'ExpressionAttributeNames':{}}
        -> ValidationException: 1 validation error detected: ExpressionAttributeNames can only be specified when using expressions
        PutItem {'TableName':'hash','Item':{},'ExpressionAttributeValues':{}}
        -> ValidationException: 1 validation error detected: ExpressionAttributeValues can only be specified when using expressions
        UpdateItem {'TableName':'hash','Key':{},'ExpressionAttributeValues':{}}
        -> ValidationException: 1 validation error detected: ExpressionAttributeValues can only be specified when using expressions
        GetItem {'TableName':'hash','Key':{},'AttributesToGet':['a','b','a']}
        -> ValidationException: One or more parameter values were invalid: Duplicate value in attribute name: a
        """);
  }

  @Test
  void anArnMustBeOneOfATableHere() {
    Cases.run(
        bed,
        """
        GetItem {'TableName':'arn:aws:dynamodb:us-west-2:000000000000:table/hash','Key':{'id':{'S':'a'}}}
        -> ValidationException: 1 validation error detected: Invalid AWS region in 'arn:aws:dynamodb:us-west-2:000000000000:table/hash'
        PutItem {'TableName':'arn:aws:dynamodb:us-east-1:111111111111:table/hash','Item':{'id':{'S':'a'}}}
        -> ValidationException: 1 validation error detected: Invalid AWS account in 'arn:aws:dynamodb:us-east-1:111111111111:table/hash'
        BatchGetItem {'RequestItems':{'arn:aws:dynamodb:us-west-2:000000000000:table/hash':{'Keys':[{'id':{'S':'a'}}]}}}
        -> ValidationException: 1 validation error detected: Invalid AWS region in 'arn:aws:dynamodb:us-west-2:000000000000:table/hash'
        Scan {'TableName':'arn:aws:dynamodb:us-east-1:000000000000:table/hash'}
        -> {'Items':[],'Count':0,'ScannedCount':0}
        """);
  }

  @Test
  void tablesAreLookedForBeforeKeysAreChecked() {
    Cases.run(
        bed,
        """
        GetItem {'TableName':'nosuch','Key':{}}
        -> ResourceNotFoundException: Requested resource not found
        PutItem {'TableName':'coming','Item':{'id':{'S':'a'}}}
        -> ResourceNotFoundException: Requested resource not found
        """);
  }

  @Test
  void keysMustMatchTheSchema() {
    Cases.run(
        bed,
        """
        GetItem {'TableName':'hash','Key':{}}
        -> ValidationException: The provided key element does not match the schema
        GetItem {'TableName':'hash','Key':{'id':{'N':'1'}}}
        -> ValidationException: The provided key element does not match the schema
        DeleteItem {'TableName':'hash','Key':{'id':{'S':'a'},'b':{'S':'a'}}}
        -> ValidationException: The provided key element does not match the schema
        UpdateItem {'TableName':'range','Key':{'id':{'S':'a'}}}
        -> ValidationException: The provided key element does not match the schema
        GetItem {'TableName':'hash','Key':{'id':{'S':''}}}
        -> ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id
        PutItem {'TableName':'hash','Item':{'a':{'S':'a'}}}
        -> ValidationException: One or more parameter values were invalid: Missing the key id in the item
        PutItem {'TableName':'hash','Item':{'id':{'N':'1'}}}
        -> ValidationException: One or more parameter values were invalid: Type mismatch for key id expected: S actual: N
        PutItem {'TableName':'hash','Item':{'id':{'S':''}}}
        -> ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'l':{'N':'1'}}}
        -> ValidationException: One or more parameter values were invalid: Type mismatch for Index Key l Expected: S Actual: N IndexName: lall
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'l':{'S':''}}}
        -> ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: lall, IndexKey: l
        """);
  }

  @Test
  void keysHaveALargestSize() {
    assertEquals("{}", put("hash", "'id':{'S':'" + "é".repeat(1_024) + "'}"));
    assertEquals(
        "ValidationException: One or more parameter values were invalid: "
            + "Size of hashkey has exceeded the maximum size limit of2048 bytes",
        put("hash", "'id':{'S':'" + "é".repeat(1_024) + "x'}"));
    assertEquals(
        "ValidationException: One or more parameter values were invalid: "
            + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
        put("range", "'id':{'S':'a'},'sk':{'N':'1'},'l':{'S':'" + "x".repeat(1_025) + "'}"));
  }

  @Test
  void itemsHaveALargestSize() {
    assertEquals("{}", put("hash", "'id':{'S':'a'},'v':{'S':'" + "x".repeat(409_596) + "'}"));
    assertEquals(
        "ValidationException: Item size has exceeded the maximum allowed size",
        put("hash", "'id':{'S':'a'},'v':{'S':'" + "x".repeat(409_597) + "'}"));
  }

  private String put(String table, String item) {
    return bed.call("PutItem", "{'TableName':'" + table + "','Item':{" + item + "}}");
  }
}
