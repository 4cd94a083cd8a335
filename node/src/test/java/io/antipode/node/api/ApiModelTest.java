package io.antipode.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model as data: everything in it can be read, and the overlay fits it. */
class ApiModelTest {
  private static final List<ApiModel> MODELS = List.of(ApiModel.DYNAMODB, ApiModel.STREAMS);

  @Test
  void there_are_66_actions() {
    assertEquals(62, ApiModel.DYNAMODB.actions().size());
    assertEquals(4, ApiModel.STREAMS.actions().size());
    assertEquals("DynamoDB_20120810", ApiModel.DYNAMODB.target());
  }

  @Test
  void every_action_s_shapes_can_be_made_and_every_member_is_found_by_its_bytes() {
    for (ApiModel model : MODELS) {
      for (String action : model.actions()) {
        findsAll(model.input(action));
        findsAll(model.output(action));
      }
    }
  }

  private static void findsAll(Structure structure) {
    for (int i = 0; i < structure.members().size(); i++) {
      byte[] name = ("\"" + structure.members().get(i).name()).getBytes(StandardCharsets.UTF_8);
      assertEquals(i, structure.find(name, 1, name.length - 1), structure + " " + i);
    }
    assertEquals(-1, structure.find("Tablename".getBytes(StandardCharsets.UTF_8), 0, 9));
    assertEquals(-1, structure.find(new byte[0], 0, 0));
  }

  @Test
  void what_the_overlay_omits_is_in_the_model() {
    for (ApiModel model : MODELS) {
      for (ApiModel.Omission each : model.omissions()) {
        Structure structure = model.structure(each.structure());
        assertTrue(
            structure.members().stream().anyMatch(member -> member.name().equals(each.member())),
            each.toString());
      }
      assertTrue(model.actions().containsAll(model.missingActions().keySet()));
    }
  }

  @Test
  void the_overlay_orders_members_and_says_which_are_required() {
    Structure create = ApiModel.DYNAMODB.input("CreateTable");
    assertEquals("attributeDefinitions", create.members().get(0).path());
    assertTrue(create.members().get(0).required());
    assertFalse(create.members().get(1).required());
    assertEquals("TableName", create.members().get(1).name());
    assertTrue(ApiModel.DYNAMODB.input("PutItem").members().get(1).required());
  }

  @Test
  void attribute_values_are_shapes_of_their_own() {
    Structure put = ApiModel.DYNAMODB.input("PutItem");
    assertInstanceOf(Shape.Attributes.class, put.members().get(put.index("Item")).shape());
    assertInstanceOf(
        Shape.Placeholders.class,
        put.members().get(put.index("ExpressionAttributeValues")).shape());
  }

  @Test
  void a_name_that_the_model_lacks_fails() {
    Structure put = ApiModel.DYNAMODB.input("PutItem");
    assertThrows(IllegalArgumentException.class, () -> put.index("Items"));
    assertThrows(IllegalArgumentException.class, () -> ApiModel.DYNAMODB.input("Put"));
    assertThrows(IllegalArgumentException.class, () -> ApiModel.DYNAMODB.structure("Puts"));
  }
}
