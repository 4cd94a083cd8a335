package io.antipode.node.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ExpressionContext;
import io.antipode.node.expression.Update;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an action decides about the newest state of an item. */
final class ItemActionTest {
  private static final TableKeys TABLE =
      new TableKeys(
          new TableDescriptor(
              1,
              "table",
              TableStatus.ACTIVE,
              new TableDescriptor.SharedSettings(
                  1,
                  0,
                  List.of(new AttributeDefinition("id", ScalarType.S)),
                  KeySchema.of("id"),
                  List.of(),
                  BillingMode.PAY_PER_REQUEST,
                  Throughput.NONE,
                  null),
              LocalSettings.DEFAULT,
              Map.of()));
  private static final Item KEY = item("a", null);
  private static final ItemKey ITEM_KEY = TABLE.keyOfKey(KEY);

  @Test
  void aPutIsOfTheWholeItemWhateverStands() {
    ItemAction put = new ItemAction.Put(TABLE, ITEM_KEY, item("a", "new"), Terms.NONE);
    assertEquals(put(item("a", "new")), put.decide(null));
    assertEquals(put(item("a", "new")), put.decide(item("a", "old")));
  }

  @Test
  void aDeletionOfNothingWritesNothing() {
    ItemAction delete = new ItemAction.Delete(TABLE, ITEM_KEY, Terms.NONE);
    assertEquals(Decided.DELETE, delete.decide(item("a", "old")));
    assertEquals(Decided.NOTHING, delete.decide(null));
  }

  @Test
  void aCheckNeverWrites() {
    ItemAction check = new ItemAction.Check(TABLE, ITEM_KEY, terms("attribute_exists(id)"));
    assertEquals(Decided.NOTHING, check.decide(item("a", "old")));
    assertEquals(Decided.ConditionFailed.INSTANCE, check.decide(null));
  }

  @Test
  void anUpdateBeginsWithTheKeyWhereNothingStands() {
    Decided decided = update("SET v = id").decide(null);
    ItemShard.Decision decision = assertInstanceOf(Decided.Agreed.class, decided).decision();
    assertEquals(new ItemShard.Decision.Put(item("a", "a")), decision);
  }

  @Test
  void anUpdateThatOnlyRemovesLeavesNothingWhereNothingStands() {
    assertEquals(Decided.NOTHING, update("REMOVE v, w.x").decide(null));
  }

  @Test
  void anUpdateThatDoesNotFitTheItemSaysWhy() {
    Decided decided = update("SET v = w").decide(item("a", "old"));
    assertEquals(
        "The provided expression refers to an attribute that does not exist in the item",
        assertInstanceOf(Decided.Invalid.class, decided).message());
  }

  @Test
  void theConditionComesFirst() {
    ItemAction update =
        new ItemAction.Update(
            TABLE, ITEM_KEY, KEY, change("SET v = w"), terms("attribute_not_exists(id)"));
    assertEquals(Decided.ConditionFailed.INSTANCE, update.decide(item("a", "old")));
  }

  @Test
  void withNothingToChangeOnlyAnAbsentItemIsWritten() {
    ItemAction update = new ItemAction.Update(TABLE, ITEM_KEY, KEY, null, Terms.NONE);
    assertEquals(put(KEY), update.decide(null));
    assertEquals(Decided.NOTHING, update.decide(item("a", "old")));
    assertNull(assertInstanceOf(Decided.Agreed.class, update.decide(null)).change());
  }

  private static Decided put(Item item) {
    return new Decided.Agreed(new ItemShard.Decision.Put(item), null);
  }

  private static ItemAction update(String expression) {
    return new ItemAction.Update(TABLE, ITEM_KEY, KEY, change(expression), Terms.NONE);
  }

  private static Change change(String expression) {
    return new Change(Update.parse(expression, new ExpressionContext(null, null)), false, null);
  }

  private static Terms terms(String condition) {
    ExpressionContext context = new ExpressionContext(null, null);
    return new Terms(
        Condition.parse("ConditionExpression", condition, context), false, Returned.NONE);
  }

  private static Item item(String id, @Nullable String value) {
    return value == null
        ? Item.of(Map.of("id", new AttributeValue.S(id)))
        : Item.of(Map.of("id", new AttributeValue.S(id), "v", new AttributeValue.S(value)));
  }
}
