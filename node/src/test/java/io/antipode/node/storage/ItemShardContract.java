package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.view.IdRange;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What {@link ItemShard} promises, of every shard that says it is one: the true one and those that
 * tests put in its place. A test of an action over memory proves nothing where the two differ.
 */
public abstract class ItemShardContract {
  /** The table that the shard serves, with an index by "kind". */
  protected static final TableDescriptor SERVED =
      ShardFixture.indexed(ShardFixture.table(), IndexDescriptor.Status.ACTIVE);

  /** The shard, empty at first. */
  protected abstract ItemShard shard();

  /** Lets what was asked for come to its end. */
  protected abstract void settle();

  /** What a write came to. */
  private static final class Outcome implements ItemShard.WriteCallback {
    int calls;
    @Nullable Version version;
    @Nullable Item before;
    @Nullable Item after;

    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      calls++;
      this.version = version;
      this.before = before;
      this.after = after;
    }

    @Override
    public void refused(ItemShard.WriteRefusal refusal) {
      throw new AssertionError("refused: " + refusal);
    }

    @Override
    public void unknown() {
      throw new AssertionError("the disk failed");
    }
  }

  private Outcome write(String id, Decision decision) {
    Outcome outcome = new Outcome();
    shard().write(key(id), current -> decision, outcome);
    settle();
    assertEquals(1, outcome.calls, "called back once");
    return outcome;
  }

  private static ItemKey key(String id) {
    return ItemKey.of(SERVED.keySpace(), new AttributeValue.S(id), null);
  }

  private static Item item(String id, String kind) {
    return ShardFixture.item(id, kind);
  }

  private Outcome put(String id, String kind) {
    return write(id, new Decision.Put(item(id, kind)));
  }

  private List<Item> scan(long id, boolean forward, int limit) {
    List<Item> found = new ArrayList<>();
    IdRange range = IdRange.of(id);
    byte[] to = range.to();
    shard()
        .scan(
            range.from(),
            to == null ? new byte[0] : to,
            forward,
            (key, item) -> {
              found.add(item);
              return found.size() < limit;
            });
    return found;
  }

  @Test
  void nothingIsThereAtFirst() {
    assertTrue(shard().isServing());
    assertNull(shard().get(key("a")));
    assertEquals(List.of(), scan(SERVED.id(), true, 9));
  }

  @Test
  void whatIsPutIsThere() {
    Outcome first = put("a", "x");
    assertNotNull(first.version);
    assertNull(first.before);
    assertEquals(item("a", "x"), first.after);
    assertEquals(item("a", "x"), shard().get(key("a")));
  }

  @Test
  void aWriteSeesWhatItReplacesAndBeatsIt() {
    Outcome first = put("a", "x");
    Outcome second = put("a", "y");
    assertEquals(item("a", "x"), second.before);
    Version older = first.version;
    Version newer = second.version;
    assertTrue(older != null && newer != null && newer.beats(older));
  }

  @Test
  void aDeletionLeavesNothing() {
    put("a", "x");
    Outcome deletion = write("a", Decision.Delete.INSTANCE);
    assertNotNull(deletion.version);
    assertEquals(item("a", "x"), deletion.before);
    assertNull(deletion.after);
    assertNull(shard().get(key("a")));
    assertEquals(List.of(), scan(SERVED.id(), true, 9));
    assertEquals(List.of(), scan(ShardFixture.INDEX, true, 9));
  }

  @Test
  void aDeletionOfNothingWritesNothing() {
    Outcome deletion = write("a", Decision.Delete.INSTANCE);
    assertNull(deletion.version);
    assertNull(deletion.before);
  }

  @Test
  void whoDecidesOnNothingHearsWhatStands() {
    put("a", "x");
    Outcome nothing = write("a", Decision.Nothing.INSTANCE);
    assertNull(nothing.version);
    assertEquals(item("a", "x"), nothing.before);
    assertEquals(item("a", "x"), nothing.after);
  }

  @Test
  void expiryDeletes() {
    put("a", "x");
    assertNotNull(write("a", Decision.Expire.INSTANCE).version);
    assertNull(shard().get(key("a")));
  }

  @Test
  void aScanGoesEitherWayAndStopsWhereItIsTold() {
    put("a", "x");
    put("b", "x");
    put("c", "x");
    List<Item> upwards = scan(SERVED.id(), true, 9);
    assertEquals(3, upwards.size());
    assertEquals(upwards.reversed(), scan(SERVED.id(), false, 9));
    assertEquals(upwards.subList(0, 2), scan(SERVED.id(), true, 2));
  }

  @Test
  void anIndexIsScannedInItsOwnOrder() {
    put("a", "z");
    put("b", "x");
    put("c", "y");
    put("a", "w");
    // Partitions lie in the order of their hashes, but the same each time and without what was.
    List<Item> entries = scan(ShardFixture.INDEX, true, 9);
    assertEquals(3, entries.size());
    assertTrue(entries.contains(item("a", "w")));
    assertEquals(entries.reversed(), scan(ShardFixture.INDEX, false, 9));
  }
}
