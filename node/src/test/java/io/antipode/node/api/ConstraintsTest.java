package io.antipode.node.api;

import static io.antipode.node.api.Decoding.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the service says of requests that break its model, as it was seen on AWS. */
class ConstraintsTest {
  private static final String KEYS =
      "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
          + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}]";

  private static void refused(String message, String action, String json) {
    assertEquals("Validation: " + message, refusal(action, json));
  }

  @Test
  void allViolationsAreToldAtOnceInTheServicesOrder() {
    refused(
        "2 validation errors detected: Value null at 'attributeDefinitions' failed to satisfy"
            + " constraint: Member must not be null; Value null at 'keySchema' failed to satisfy"
            + " constraint: Member must not be null",
        "CreateTable",
        "{}");
  }

  @Test
  void enumValuesArePrintedAsTheServiceOrdersThem() {
    refused(
        "1 validation error detected: Value 'INVALID' at"
            + " 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member"
            + " must satisfy enum value set: [B, N, S]",
        "CreateTable",
        "{" + KEYS.replace("'S'", "'INVALID'") + "}");
    refused(
        "1 validation error detected: Value 'INVALID' at 'keySchema.1.member.keyType' failed to"
            + " satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
        "CreateTable",
        "{" + KEYS.replace("HASH", "INVALID") + "}");
  }

  @Test
  void aListThatIsTooLongIsShown() {
    String element = "{'AttributeName':'pk','KeyType':'HASH'}";
    refused(
        "1 validation error detected: Value '[KeySchemaElement(attributeName=pk, keyType=HASH),"
            + " KeySchemaElement(attributeName=pk, keyType=HASH),"
            + " KeySchemaElement(attributeName=pk, keyType=HASH)]' at 'keySchema' failed to satisfy"
            + " constraint: Member must have length less than or equal to 2",
        "CreateTable",
        "{" + KEYS.replace(element, element + "," + element + "," + element) + "}");
  }

  @Test
  void numbersHaveRanges() {
    refused(
        "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member"
            + " must have value less than or equal to 100",
        "ListTables",
        "{'Limit':101}");
    refused(
        "2 validation errors detected: Value '-1' at 'provisionedThroughput.writeCapacityUnits'"
            + " failed to satisfy constraint: Member must have value greater than or equal to 1;"
            + " Value null at 'provisionedThroughput.readCapacityUnits' failed to satisfy"
            + " constraint: Member must not be null",
        "UpdateTable",
        "{'TableName':'abc','ProvisionedThroughput':{'WriteCapacityUnits':-1}}");
  }

  @Test
  void patternAndLengthAreTwoViolations() {
    refused(
        "2 validation errors detected: Value '?' at 'exclusiveStartTableName' failed to satisfy"
            + " constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value"
            + " '?' at 'exclusiveStartTableName' failed to satisfy constraint: Member must have"
            + " length greater than or equal to 3",
        "ListTables",
        "{'ExclusiveStartTableName':'?'}");
  }

  @Test
  void noMoreThanTenAreTold() {
    String bad = "{'AttributeName':'','AttributeType':'Z'},";
    String message =
        refusal("CreateTable", "{'AttributeDefinitions':[" + bad.repeat(9) + bad + "{}]}");
    assertTrue(message.startsWith("Validation: 10 validation errors detected: "), message);
  }

  @Test
  void longValuesAreCut() {
    String message =
        refusal("ListTables", "{'ExclusiveStartTableName':'" + "a".repeat(99_999) + "'}");
    assertTrue(message.length() < 17_000, () -> "" + message.length());
    assertTrue(message.endsWith("have length less than or equal to 255"));
  }

  @Test
  void aMemberThatWeDoNotDoIsRefusedByName() {
    refused(
        "One or more parameter values were invalid: VectorIndexes is not supported (vector search)",
        "CreateTable",
        "{'TableName':'abc',"
            + KEYS
            + ",'VectorIndexes':[{'IndexName':'abc','VectorAttribute':{'AttributeName':'v'},"
            + "'Projection':{},'Dimensions':3,'DistanceFunction':'COSINE'}]}");
    refused(
        "One or more parameter values were invalid: GlobalTableSourceArn is not supported (global"
            + " tables that span accounts)",
        "CreateTable",
        "{'TableName':'abc'," + KEYS + ",'GlobalTableSourceArn':'no ARN'}");
  }

  @Test
  void newerMessagesTellNoValuesAndWriteThePathAsTheModelDoes() {
    String key = "{'pk':{'S':'a'}}";
    refused(
        "1 validation error detected: Value at 'RequestItems.Tab.member.Keys' failed to satisfy"
            + " constraint: Member must have length less than or equal to 100",
        "BatchGetItem",
        "{'RequestItems':{'Tab':{'Keys':[" + key + ("," + key).repeat(100) + "]}}}");
    refused(
        "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member"
            + " must have length greater than or equal to 1",
        "BatchGetItem",
        "{'RequestItems':{}}");
    refused(
        "1 validation error detected: Value at 'RequestItems.Tab.member' failed to satisfy"
            + " constraint: Member must have length less than or equal to 25",
        "BatchWriteItem",
        "{'RequestItems':{'Tab':[{}" + ",{}".repeat(25) + "]}}");
    refused(
        "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member"
            + " must have length greater than or equal to 1",
        "PutItem",
        "{'TableName':'','Item':{}}");
  }

  @Test
  void keysOfMapsAreToldTogetherWithTheMap() {
    refused(
        "2 validation errors detected: Value '{\"bad!name\":{\"Keys\":[{\"pk\":{\"S\":\"a\"}}]}}'"
            + " at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint:"
            + " [Member must have length less than or equal to 255, Member must have length greater"
            + " than or equal to 3, Member must satisfy regular expression pattern:"
            + " [a-zA-Z0-9_.-]+]; Value 'BOGUS' at 'returnConsumedCapacity' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
        "BatchGetItem",
        "{'RequestItems':{'bad!name':{'Keys':[{'pk':{'S':'a'}}]}},"
            + "'ReturnConsumedCapacity':'BOGUS'}");
  }

  @Test
  void whatIsWrongByTheModelWinsOverWhatWeDoNotDo() {
    refused(
        "1 validation error detected: Value null at 'keySchema' failed to satisfy constraint:"
            + " Member must not be null",
        "CreateTable",
        "{'AttributeDefinitions':[],'GlobalTableSourceArn':'no ARN'}");
  }
}
