package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Intent.Effect;
import io.antipode.node.storage.view.SystemTables;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which transactions are in a copy that ends somewhere in the log. */
class TransactionCutTest {
  private static final long TABLE = 7;
  private static final Version VERSION = new Version(9, new Region("us-east-1"));
  private static final TransactionId ONE = new TransactionId(1, 1);
  private static final TransactionId TWO = new TransactionId(2, 2);
  private static final ItemKey A = key(TABLE, "a");
  private static final ItemKey B = key(TABLE, "b");
  private static final byte[] IMAGE = Item.of(Map.of("id", new AttributeValue.S("x"))).bytes();

  private final TransactionCut here = TransactionCut.of(TABLE, List.of());
  private final TransactionCut there = TransactionCut.of(TABLE, List.of());

  @Test
  void whatIsWrittenBeforeOneCutIsWrittenBeforeTheOtherToo() {
    here.pass(1, held(A, ONE, new Effect.Put(IMAGE)));
    there.pass(1, held(B, ONE, new Effect.Delete()));
    here.pass(2, settled(A));

    assertEquals(Set.of(), here.holders());
    assertEquals(Set.of(ONE), there.holders());
    TransactionCut again = here.again(there.holders());
    again.pass(1, held(A, ONE, new Effect.Put(IMAGE)));
    again.pass(2, settled(A));
    assertEquals(Set.of(ONE), again.taken());
    assertEquals(List.of(), here.unwritten(again.taken(), VERSION));
    List<Mutation> left = there.unwritten(again.taken(), VERSION);
    assertEquals(1, left.size());
    assertTrue(Arrays.equals(B.bytes(), left.getFirst().key()));
    assertTrue(left.getFirst().isTombstone());
  }

  @Test
  void whatIsOnlyHeldIsNotThereYet() {
    here.pass(1, held(A, ONE, new Effect.Put(IMAGE)));
    there.pass(1, held(B, ONE, new Effect.Put(IMAGE)));
    assertEquals(Set.of(), here.taken());
    assertEquals(List.of(), here.unwritten(Set.of(), VERSION));
    assertTrue(there.holdsAny());
  }

  @Test
  void whatWasLetGoIsNeverThere() {
    here.pass(1, held(A, ONE, new Effect.Put(IMAGE)));
    here.pass(2, new Mutation(SystemTables.intentOf(A.bytes()).bytes(), VERSION, null, null, 0, 0));
    assertFalse(here.holdsAny());
    assertEquals(List.of(), here.unwritten(Set.of(ONE), VERSION));
  }

  @Test
  void anItemThatIsOnlyReliedOnStays() {
    here.pass(1, held(A, ONE, new Effect.Keep()));
    assertEquals(List.of(), here.unwritten(Set.of(ONE), VERSION));
  }

  @Test
  void otherTablesAreNoneOfItsBusiness() {
    here.pass(1, held(key(8, "a"), ONE, new Effect.Put(IMAGE)));
    assertFalse(here.holdsAny());
  }

  @Test
  void itTellsWhetherSomethingIsHeldFromBefore() {
    here.pass(3, held(A, ONE, new Effect.Put(IMAGE)));
    assertTrue(here.holdsSince(3));
    assertFalse(here.holdsSince(4));
    here.pass(4, settled(A));
    assertTrue(here.holdsSince(4));
  }

  @Test
  void anotherOneGoesOnWithWhatItHolds() {
    here.pass(1, held(A, ONE, new Effect.Put(IMAGE)));
    here.pass(2, held(B, TWO, new Effect.Put(IMAGE)));
    TransactionCut next = TransactionCut.of(TABLE, here.holds(VERSION));
    next.pass(3, settled(A));
    assertEquals(Set.of(TWO), next.holders());
    assertEquals(1, next.unwritten(Set.of(TWO), VERSION).size());
    TransactionCut again = next.again(Set.of(ONE));
    assertEquals(Set.of(ONE, TWO), again.holders());
    again.pass(3, settled(A));
    assertEquals(Set.of(ONE), again.taken());
  }

  @Test
  void whatIsNotSoughtTakesNoMemory() {
    here.pass(1, held(A, ONE, new Effect.Put(IMAGE)));
    here.pass(2, settled(A));
    assertEquals(Set.of(), here.taken());
    assertFalse(here.holdsAny());
  }

  private static ItemKey key(long table, String id) {
    return ItemKey.of(KeySpace.byId(table), new AttributeValue.S(id), null);
  }

  private static Mutation held(ItemKey key, TransactionId transaction, Effect effect) {
    Intent intent = new Intent(key, transaction, new Bytes(new byte[] {1}), effect);
    return new Mutation(
        SystemTables.intentOf(key.bytes()).bytes(),
        VERSION,
        IntentItem.of(intent).bytes(),
        null,
        0,
        0);
  }

  private static Mutation settled(ItemKey key) {
    return new Mutation(key.bytes(), VERSION, IMAGE, null, 0, Mutation.SETTLES);
  }
}
