package io.antipode.node.api;

import static io.antipode.node.api.Decoding.fields;
import static io.antipode.node.api.Decoding.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON to members, by the model; whatever is wrong with types is a SerializationException. */
class DecoderTest {
  private static final Structure LIST_TABLES = ApiModel.DYNAMODB.input("ListTables");
  private static final Structure UPDATE_TABLE = ApiModel.DYNAMODB.input("UpdateTable");

  @Test
  void membersAreFoundByName() {
    Fields fields = fields("ListTables", "{'Limit':7,'ExclusiveStartTableName':'abc'}");
    assertEquals(7, fields.whole(LIST_TABLES.index("Limit")));
    assertEquals("abc", fields.text(LIST_TABLES.index("ExclusiveStartTableName")));
  }

  @Test
  void listsStructuresAndFlagsNest() {
    Fields fields =
        fields(
            "UpdateTable",
            """
            {'TableName':'abc','DeletionProtectionEnabled':true,'GlobalSecondaryIndexUpdates':[
              {'Delete':{'IndexName':'one'}},{'Delete':{'IndexName':'two'}}]}
            """);
    assertTrue(fields.flag(UPDATE_TABLE.index("DeletionProtectionEnabled")));
    List<Fields> updates = fields.structures(UPDATE_TABLE.index("GlobalSecondaryIndexUpdates"));
    Structure update = updates.get(1).shape();
    Fields delete = updates.get(1).structure(update.index("Delete"));
    assertEquals("two", delete.text(delete.shape().index("IndexName")));
    assertFalse(updates.get(1).has(update.index("Create")));
  }

  @Test
  void nullCountsAsAbsentAndUnknownMembersAreSkipped() {
    Fields fields =
        fields(
            "ListTables",
            "{'Limit':null,'limit':3,'More':{'Limit':[9,{'Limit':9}]},'ExclusiveStartTableName':'abc'}");
    assertNull(fields.wholeOrNull(LIST_TABLES.index("Limit")));
    assertEquals("abc", fields.text(LIST_TABLES.index("ExclusiveStartTableName")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ListTables | {'Limit':'1'} | STRING_VALUE cannot be converted to Integer",
        "ListTables | {'Limit':true} | TRUE_VALUE cannot be converted to Integer",
        "ListTables | {'Limit':[1]} | Unrecognized collection type class java.lang.Integer",
        "ListTables | {'Limit':{}} | Start of structure or map found where not expected",
        "ListTables | {'Limit':2147483648} | NUMBER_VALUE cannot be converted to Integer",
        "ListTables | {'ExclusiveStartTableName':23} | NUMBER_VALUE cannot be converted to String",
        "ListTables | {'ExclusiveStartTableName':2.3} | DECIMAL_VALUE cannot be converted to"
            + " String",
        "ListTables | {'ExclusiveStartTableName':false} | FALSE_VALUE cannot be converted to"
            + " String",
        "UpdateTable | {'DeletionProtectionEnabled':'true'} | Unexpected token received from"
            + " parser",
        "UpdateTable | {'DeletionProtectionEnabled':1} | NUMBER_VALUE cannot be converted to"
            + " Boolean",
        "CreateTable | {'AttributeDefinitions':'23'} | Unexpected field type",
        "CreateTable | {'AttributeDefinitions':{}}"
            + " | Start of structure or map found where not expected",
        "CreateTable | {'KeySchema':['pk']} | Unexpected value type in payload",
        "CreateTable | {'KeySchema':[[]]} | Unrecognized collection type class"
            + " com.amazonaws.dynamodb.v20120810.KeySchemaElement",
        "ListTables | [] | Unrecognized collection type class"
            + " com.amazonaws.dynamodb.v20120810.ListTablesInput",
        "ListTables | 7 | Unexpected value type in payload",
      })
  void aWrongTypeIsTold(String action, String json, String message) {
    assertEquals("Serialization: " + message, refusal(action, json));
  }

  @Test
  void typesComeBeforeAnythingElse() {
    assertEquals(
        "Serialization: Unexpected field type",
        refusal("CreateTable", "{'TableName':'!','BillingMode':'x','AttributeDefinitions':'23'}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{'Limit'}",
        "{'Limit':1}xyz",
        "{'Limit':1}{}",
        "{'Limit':01}",
        "{'Limit':1e999999999}",
        "{'ExclusiveStartTableName':'\\ud800'}"
      })
  void whatIsNoJsonIsRefusedAtOnce(String json) {
    assertTrue(refusal("ListTables", json).startsWith("Serialization:"), json);
  }

  @Test
  void overlongUtf8IsRefused() {
    byte[] body = {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'};
    assertThrows(MalformedJsonException.class, () -> Decoding.decode("ListTables", body));
  }

  @Test
  void aFractionIsDropped() {
    Fields fields = fields("ListTables", "{'Limit':10.9}");
    assertEquals(10, fields.whole(LIST_TABLES.index("Limit")));
    assertEquals(100, fields("ListTables", "{'Limit':1e2}").whole(LIST_TABLES.index("Limit")));
  }

  @Test
  void itemsAndValuesAreReadByTheirOwnCodec() {
    Structure put = ApiModel.DYNAMODB.input("PutItem");
    Fields fields =
        fields(
            "PutItem",
            """
            {'TableName':'T','Item':{'pk':{'S':'a'}},'ExpressionAttributeValues':{':v':{'N':'7'}},
             'Expected':{'x':{'AttributeValueList':[{'S':'b'}],'ComparisonOperator':'EQ'}}}
            """);
    assertEquals("{pk=S[value=a]}", fields.item(put.index("Item")).toString());
    assertEquals(
        "{:v=N[value=7]}",
        String.valueOf(fields.placeholders(put.index("ExpressionAttributeValues"))));
    Map<String, Fields> conditions =
        Objects.requireNonNull(fields.structuresByName(put.index("Expected")));
    Fields expected = Objects.requireNonNull(conditions.get("x"));
    assertEquals(1, expected.values(expected.shape().index("AttributeValueList")).size());
  }

  @Test
  void aRefusedValueIsThrownByItsAccessorOnly() {
    Structure put = ApiModel.DYNAMODB.input("PutItem");
    Fields fields =
        fields(
            "PutItem",
            """
            {'Item':{'pk':{'N':'x'}},'TableName':'T','ReturnValues':'NONE',
             'ExpressionAttributeValues':{':a':{'S':'fine'},':b':{},':c':{}}}
            """);
    assertEquals("NONE", fields.text(put.index("ReturnValues")));
    assertTrue(fields.has(put.index("Item")));
    assertEquals(
        "The parameter cannot be converted to a numeric value: x",
        assertThrows(ApiException.class, () -> fields.item(put.index("Item"))).getMessage());
    int values = put.index("ExpressionAttributeValues");
    String empty =
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    assertEquals(
        empty, assertThrows(ApiException.class, () -> fields.placeholders(values)).getMessage());
    assertEquals(
        "ExpressionAttributeValues contains invalid value: " + empty + " for key :b",
        assertThrows(ApiException.class, () -> fields.namedPlaceholders(values)).getMessage());
  }

  @Test
  void theTypesOfAttributeValuesAreTold() {
    assertEquals(
        "Serialization: Unrecognized collection type java.util.Map<java.lang.String,"
            + " com.amazonaws.dynamodb.v20120810.AttributeValue>",
        refusal("GetItem", "{'Key':[]}"));
    assertEquals(
        "Serialization: Unexpected value type in payload",
        refusal("GetItem", "{'Key':{'id':'x'}}"));
  }

  @Test
  void manyElementsAreRefusedBeforeTheyFillMemory() {
    String many = "{}," + "{},".repeat(Decoder.MAX_ELEMENTS) + "{}";
    assertEquals(
        "Validation: The request has more than 50000 elements in its lists and maps",
        refusal("CreateTable", "{'AttributeDefinitions':[" + many + "]}"));
  }
}
