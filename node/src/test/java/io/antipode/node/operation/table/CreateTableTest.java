package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTableTest {
  private static final String ON_DEMAND = "'BillingMode':'PAY_PER_REQUEST'";
  private final Tables tables = new Tables();

  @Test
  void theAnswerSaysCreatingAndTheTableIsActiveAtOnce() {
    String created = tables.ask("CreateTable", Tables.create(ON_DEMAND));
    assertEquals(
        "{'TableDescription':{'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
            + "'TableName':'Orders','TableStatus':'CREATING',"
            + "'TableArn':'arn:aws:dynamodb:us-east-1:000000000000:table/Orders',"
            + "'TableId':'00000000-0000-0001-910a-2dec89025cc1','TableSizeBytes':0,'ItemCount':0,"
            + "'DeletionProtectionEnabled':false,"
            + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
            + "'CreationDateTime':1795428000.0,"
            + "'ProvisionedThroughput':{'NumberOfDecreasesToday':0,'ReadCapacityUnits':0,"
            + "'WriteCapacityUnits':0},'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST'}}}",
        created);
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(described.contains("'TableStatus':'ACTIVE'"), described);
    assertTrue(described.contains("'TableSizeBytes':90,'ItemCount':3"), described);
    assertTrue(
        described.contains(
            "'WarmThroughput':{'ReadUnitsPerSecond':12000,'WriteUnitsPerSecond':4000,"
                + "'Status':'ACTIVE'}"),
        described);
  }

  @Test
  void aNameIsTakenOnce() {
    tables.ask("CreateTable", Tables.create(ON_DEMAND));
    assertEquals(
        "RESOURCE_IN_USE: Table already exists: Orders",
        tables.ask("CreateTable", Tables.create(ON_DEMAND)));
  }

  @Test
  void streamsTagsAndProtectionAreKept() {
    tables.ask(
        "CreateTable",
        Tables.create(
            ON_DEMAND
                + ",'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'}"
                + ",'Tags':[{'Key':'team','Value':'red'}],'DeletionProtectionEnabled':true"));
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(
        described.contains(
            "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'},"
                + "'LatestStreamLabel':'2026-11-23T10:00:00.000',"
                + "'LatestStreamArn':'arn:aws:dynamodb:us-east-1:000000000000:table/Orders/stream/"
                + "2026-11-23T10:00:00.000'"),
        described);
    assertEquals(
        "{'Tags':[{'Key':'team','Value':'red'}]}",
        tables.ask(
            "ListTagsOfResource",
            "{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/Orders'}"));
    assertEquals(
        "VALIDATION: Resource cannot be deleted as it is currently protected against deletion."
            + " Disable deletion protection first.",
        tables.ask("DeleteTable", "{'TableName':'Orders'}"));
  }

  @Test
  void whatChangesNothingHereIsShownAllTheSame() {
    tables.ask(
        "CreateTable",
        Tables.create(
            ON_DEMAND
                + ",'SSESpecification':{'Enabled':true,'SSEType':'KMS','KMSMasterKeyId':'k1'}"
                + ",'OnDemandThroughput':{'MaxWriteRequestUnits':50}"
                + ",'WarmThroughput':{'ReadUnitsPerSecond':13000}"));
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(
        described.contains(
            "'WarmThroughput':{'ReadUnitsPerSecond':13000,'WriteUnitsPerSecond':4000,"
                + "'Status':'ACTIVE'},"
                + "'OnDemandThroughput':{'MaxWriteRequestUnits':50},"
                + "'SSEDescription':{'Status':'ENABLED','SSEType':'KMS',"
                + "'KMSMasterKeyArn':'arn:aws:kms:us-east-1:000000000000:key/k1'}"),
        described);
    tables.ask("UpdateTable", "{'TableName':'Orders','SSESpecification':{'Enabled':false}}");
    String plain = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertFalse(plain.contains("SSEDescription"), plain);
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: Requested ReadUnitsPerSecond for"
            + " WarmThroughput for table is lower than current WarmThroughput, decreasing"
            + " WarmThroughput is not supported",
        tables.ask(
            "UpdateTable", "{'TableName':'Orders','WarmThroughput':{'ReadUnitsPerSecond':12999}}"));
  }

  @Test
  void indexesMayHaveKeysOfManyAttributes() {
    tables.ask(
        "CreateTable",
        "{'TableName':'Wide','BillingMode':'PAY_PER_REQUEST',"
            + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
            + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},"
            + "{'AttributeName':'a','AttributeType':'S'},{'AttributeName':'b','AttributeType':'N'}],"
            + "'GlobalSecondaryIndexes':[{'IndexName':'gsi','KeySchema':["
            + "{'AttributeName':'a','KeyType':'HASH'},{'AttributeName':'pk','KeyType':'HASH'},"
            + "{'AttributeName':'b','KeyType':'RANGE'}],'Projection':{'ProjectionType':'ALL'}}]}");
    assertEquals("[a, pk, b]", tables.table("Wide").indexes().getFirst().key().names().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          |One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED
          'BillingMode':'FREE'|1 validation error detected: Value 'FREE' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]
          'ProvisionedThroughput':{'ReadCapacityUnits':0,'WriteCapacityUnits':-1}|2 validation errors detected: Value '-1' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1
          'BillingMode':'PAY_PER_REQUEST','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}|One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST
          'BillingMode':'PAY_PER_REQUEST','GlobalSecondaryIndexes':[]|One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty
          'BillingMode':'PAY_PER_REQUEST','LocalSecondaryIndexes':[{'IndexName':'lsi','KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}]|One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex
          'BillingMode':'PAY_PER_REQUEST','GlobalSecondaryIndexes':[{'IndexName':'gsi','KeySchema':[{'AttributeName':'q','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}]|One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [q], AttributeDefinitions: [pk]
          'BillingMode':'PAY_PER_REQUEST','GlobalSecondaryIndexes':[{'IndexName':'gsi','KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'Projection':{}}]|One or more parameter values were invalid: Unknown ProjectionType: null
          'BillingMode':'PAY_PER_REQUEST','GlobalSecondaryIndexes':[{'IndexName':'gsi','KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'Projection':{'ProjectionType':'INCLUDE'}}]|One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not specified
          'BillingMode':'PAY_PER_REQUEST','GlobalSecondaryIndexes':[{'IndexName':'gsi','KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}},{'IndexName':'gsi','KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}]|One or more parameter values were invalid: Duplicate index name: gsi
          'BillingMode':'PAY_PER_REQUEST','StreamSpecification':{'StreamEnabled':true}|One or more parameter values were invalid: Table is being created with a stream enabled, UpdateViewType is required
          'BillingMode':'PAY_PER_REQUEST','TableClass':'COLD'|Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].
          'BillingMode':'PAY_PER_REQUEST','Tags':[{'Key':'aws:x','Value':''}]|Tag Key cannot be prefixed with aws:, Key: aws:x
          """)
  void refuses(String members, String message) {
    assertEquals(
        "VALIDATION: " + message,
        tables.ask("CreateTable", Tables.create(members == null ? "" : members)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}|The parameter 'TableName' is required but was not present in the request
          {'TableName':'ab','KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'AttributeDefinitions':[]}|1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3
          {'TableName':'','KeySchema':[],'AttributeDefinitions':[]}|1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1
          {'TableName':'x!','KeySchema':[]}|2 validation errors detected: Value 'x!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'x!' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3
          {'TableName':'abc','AttributeDefinitions':[]}|1 validation error detected: Value null at 'keySchema' failed to satisfy constraint: Member must not be null
          {'TableName':'abc','KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'},{'AttributeName':'x','KeyType':'RANGE'}],'AttributeDefinitions':[]}|1 validation error detected: Value '[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, keyType=RANGE), KeySchemaElement(attributeName=x, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2
          {'TableName':'abc','KeySchema':[{'AttributeName':'pk','KeyType':'NOPE'}],'AttributeDefinitions':[]}|1 validation error detected: Value 'NOPE' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]
          """)
  void checksTheModelFirst(String body, String message) {
    assertEquals("VALIDATION: " + message, tables.ask("CreateTable", body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pk:HASH|pk:S,x:S|One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions
          pk:HASH|other:S|One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [pk], AttributeDefinitions: [other]
          pk:HASH,sk:RANGE|pk:S|Invalid KeySchema: Some index key attribute have no definition
          pk:HASH,pk:RANGE|pk:S|Invalid KeySchema: Some index key attribute have no definition
          pk:HASH,pk:RANGE|pk:S,x:S|Both the Hash Key and the Range Key element in the KeySchema have the same name
          sk:RANGE,pk:HASH|pk:S,sk:S|Invalid KeySchema: The first KeySchemaElement is not a HASH key type
          pk:HASH,sk:HASH|pk:S,sk:S|Invalid KeySchema: The second KeySchemaElement is not a RANGE key type
          pk:HASH|pk:S,pk:N|Attribute Name is duplicated: pk
          """)
  void checksTheKey(String key, String definitions, String message) {
    String body =
        "{'TableName':'abc','BillingMode':'PAY_PER_REQUEST','KeySchema':["
            + key.replaceAll("(\\w+):(\\w+)", "{'AttributeName':'$1','KeyType':'$2'}")
            + "],'AttributeDefinitions':["
            + definitions.replaceAll("(\\w+):(\\w+)", "{'AttributeName':'$1','AttributeType':'$2'}")
            + "]}";
    assertEquals("VALIDATION: " + message, tables.ask("CreateTable", body));
  }

  @Test
  void wrongTypesAreSerializationErrors() {
    assertEquals(
        "SERIALIZATION: NUMBER_VALUE cannot be converted to String",
        tables.ask("CreateTable", "{'TableName':5}"));
    assertEquals(
        "SERIALIZATION: Unexpected field type",
        tables.ask("CreateTable", "{'AttributeDefinitions':'23'}"));
  }

  private String severalParts(String keys) {
    StringBuilder schema = new StringBuilder();
    StringBuilder definitions = new StringBuilder("{'AttributeName':'pk','AttributeType':'S'}");
    Set<String> defined = new HashSet<>();
    for (String key : keys.split(" ", -1)) {
      String name = key.substring(1);
      schema.append(schema.isEmpty() ? "" : ",");
      schema.append("{'AttributeName':'" + name + "','KeyType':'");
      schema.append(key.startsWith("h") ? "HASH'}" : "RANGE'}");
      if (defined.add(name)) {
        definitions.append(",{'AttributeName':'" + name + "','AttributeType':'N'}");
      }
    }
    return tables.ask(
        "CreateTable",
        "{'TableName':'Orders','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':["
            + definitions
            + "],'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
            + "'GlobalSecondaryIndexes':[{'IndexName':'several','KeySchema':["
            + schema
            + "],'Projection':{'ProjectionType':'ALL'}}]}");
  }

  /** Texts and limits as AWS was seen to have them in October 2026. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          h1 h2 h3 h4 h5|VALIDATION: One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of HASH key attributes
          h1 r2 r3 r4 r5 r6|VALIDATION: One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of RANGE key attributes
          h1 r2 h3|VALIDATION: One or more parameter values were invalid: All HASH key attributes must precede RANGE key attributes in the KeySchema
          h1 h1|VALIDATION: The KeySchema contains multiple key attributes with the same name
          h1 r2 r1|VALIDATION: The KeySchema contains multiple key attributes with the same name
          r1 h2|VALIDATION: Invalid KeySchema: The first KeySchemaElement is not a HASH key type
          r1 r2 r3|VALIDATION: Invalid KeySchema: The first KeySchemaElement is not a HASH key type
          """)
  void aKeyOfAGlobalIndexHasFourAttributesOfEachRoleAtMost(String keys, String refusal) {
    assertEquals(refusal, severalParts(keys));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h1 h2", "h1 r2 r3", "h1 h2 h3 h4 r5 r6 r7 r8", "h4 h3 r2 r1"})
  void theKeyOfAGlobalIndexIsShownAsItWasGiven(String keys) {
    severalParts(keys);
    StringBuilder expected = new StringBuilder("'IndexName':'several','KeySchema':[");
    for (String key : keys.split(" ", -1)) {
      expected.append("{'AttributeName':'" + key.substring(1) + "','KeyType':'");
      expected.append(key.startsWith("h") ? "HASH'}," : "RANGE'},");
    }
    expected.setLength(expected.length() - 1);
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(described.contains(expected + "],'Projection'"), described);
  }
}
