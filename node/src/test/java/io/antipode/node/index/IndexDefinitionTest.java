package io.antipode.node.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index is sparse: every attribute of its key, of the right type and size, or no entry. */
final class IndexDefinitionTest {
  private static final IndexDescriptor BY_G_AND_H =
      new IndexDescriptor(
          21,
          "by-g-and-h",
          IndexDescriptor.Scope.GLOBAL,
          KeySchema.of("g", "h"),
          Projection.KEYS_ONLY,
          Throughput.NONE,
          IndexDescriptor.Status.ACTIVE);
  private static final TableDescriptor TABLE =
      new TableDescriptor(
          2,
          "t",
          TableStatus.ACTIVE,
          new TableDescriptor.SharedSettings(
              1,
              0,
              List.of(
                  new AttributeDefinition("id", ScalarType.S),
                  new AttributeDefinition("g", ScalarType.S),
                  new AttributeDefinition("h", ScalarType.N)),
              KeySchema.of("id"),
              List.of(BY_G_AND_H),
              BillingMode.PAY_PER_REQUEST,
              Throughput.NONE,
              null),
          LocalSettings.DEFAULT,
          Map.of());
  private static final AttributeValue ONE = new AttributeValue.N(Decimal.parse("1"));

  private final IndexDefinition index = IndexDefinition.compile(TABLE, BY_G_AND_H);
  private final ItemKey key = ItemKey.of(KeySpace.byId(2), new AttributeValue.S("a"), null);

  private static Item item(Map<String, AttributeValue> attributes) {
    return Item.of(attributes);
  }

  private static AttributeValue text(String text) {
    return new AttributeValue.S(text);
  }

  @Test
  void anItemWithTheWholeKeyHasAnEntryThatLeadsBackToIt() {
    byte[] entry = index.entryOf(key, item(Map.of("id", text("a"), "g", text("x"), "h", ONE)));
    assertNotNull(entry);
    assertEquals(key, index.baseOf(entry));
  }

  @Test
  void anItemWithoutAPartOfTheKeyHasNone() {
    assertNull(index.entryOf(key, item(Map.of("id", text("a"), "g", text("x")))));
    assertNull(index.entryOf(key, item(Map.of("id", text("a"), "h", ONE))));
  }

  @Test
  void anItemWithAPartOfAnotherTypeHasNone() {
    assertNull(index.entryOf(key, item(Map.of("id", text("a"), "g", ONE, "h", ONE))));
    assertNull(index.entryOf(key, item(Map.of("id", text("a"), "g", text("x"), "h", text("1")))));
    assertNull(
        index.entryOf(
            key,
            item(Map.of("id", text("a"), "g", text("x"), "h", new AttributeValue.Bool(true)))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2_049})
  void anItemWithAPartThatNoKeyMayBeHasNone(int length) {
    assertNull(index.entryOf(key, item(Map.of("g", text("x".repeat(length)), "h", ONE))));
  }

  @Test
  void whatIsNoKeyDoesNotMoveTheEntry() {
    Item before = item(Map.of("id", text("a"), "g", text("x"), "h", ONE));
    Item after = item(Map.of("id", text("a"), "g", text("x"), "h", ONE, "other", ONE));
    assertArrayEquals(index.entryOf(key, before), index.entryOf(key, after));
    assertEquals(before, index.project(after));
  }
}
