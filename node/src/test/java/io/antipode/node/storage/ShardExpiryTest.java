package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TimeToLive;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.storage.ExpiryShard.Expiring;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.replication.clock.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shard knows of items whose time is over, and which of them it deletes. */
final class ShardExpiryTest {
  private static final TimeToLive ON = new TimeToLive(71, "until", true);

  @TempDir Path folder;
  private ShardFixture f;

  @BeforeEach
  void aTableWithTimeToLive() throws IOException {
    f = ShardFixture.on(folder);
    set(ON);
  }

  private void set(TimeToLive setting) {
    TableDescriptor table = ShardFixture.table();
    f.setCatalog(table.withShared(table.shared().withTimeToLive(setting)));
    f.loop.run();
  }

  private static Item item(String id, String attribute, long seconds) {
    return Item.of(
        Map.of(
            "id",
            new AttributeValue.S(id),
            attribute,
            new AttributeValue.N(Decimal.ofLong(seconds))));
  }

  /** How a write ended. */
  private static final class Ending implements WriteCallback {
    String how = "";

    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      how += version == null ? "nothing" : "written";
    }

    @Override
    public void unknown() {
      throw new AssertionError("the disk failed");
    }

    @Override
    public void refused(WriteRefusal refusal) {
      how += refusal;
    }
  }

  private Ending begin(String id, Item item) {
    Ending ending = new Ending();
    f.shard.write(key(id), current -> new Decision.Put(item), ending);
    return ending;
  }

  private void put(String id, long seconds) {
    Ending ending = begin(id, item(id, "until", seconds));
    f.loop.run();
    assertEquals("written", ending.how);
  }

  private Expiring table() {
    return f.shard.expiry().expiring().getFirst();
  }

  /** What is due, by second. */
  private List<String> due(long from, long until) {
    List<String> due = new ArrayList<>();
    Expiring table = table();
    f.shard
        .expiry()
        .walk(
            table,
            f.shard.expiry().placeOf(table, from),
            until,
            each -> {
              AttributeValue.S id = (AttributeValue.S) each.key().partitionKey();
              due.add(each.seconds() + " " + id.value());
              return true;
            });
    return due;
  }

  private String expire(String id, long until) {
    Ending ending = new Ending();
    f.shard.expiry().expire(table(), key(id), 0, until, ending);
    f.loop.run();
    return ending.how;
  }

  @Test
  void whatIsDueIsFoundInTheOrderOfTime() {
    put("c", 30);
    put("a", 1_000_000_000_000L);
    put("b", 20);
    put("d", 0);
    assertEquals(List.of("0 d", "20 b", "30 c"), due(0, 30));
    assertEquals(List.of("20 b"), due(1, 29));
    assertEquals(List.of("1000000000000 a"), due(31, Long.MAX_VALUE - 1));
  }

  @Test
  void aWalkGoesOnBehindWhereItEnded() {
    put("a", 5);
    put("b", 5);
    put("c", 6);
    List<String> found = new ArrayList<>();
    byte[] place = f.shard.expiry().placeOf(table(), 0);
    for (boolean[] ended = {false}; !ended[0]; ) {
      byte[][] next = {place};
      ended[0] =
          f.shard
              .expiry()
              .walk(
                  table(),
                  place,
                  10,
                  each -> {
                    found.add(((AttributeValue.S) each.key().partitionKey()).value());
                    next[0] = each.place();
                    return false;
                  });
      place = next[0];
    }
    assertEquals(3, found.size());
    assertEquals("c", found.getLast());
  }

  @Test
  void whatIsWrittenAnewIsDueAtItsNewTimeAlone() {
    put("a", 20);
    put("a", 40);
    assertEquals(List.of("40 a"), due(0, 100));
    f.shard.write(key("a"), current -> Decision.Delete.INSTANCE, new Ending());
    f.loop.run();
    assertEquals(List.of(), due(0, 100));
  }

  @Test
  void theNewestStateDecidesEvenInFlight() {
    put("a", 20);
    Ending extension = begin("a", item("a", "until", 40));
    assertEquals("nothing", expire("a", 30));
    assertEquals("written", extension.how);
    assertNotNull(f.shard.get(key("a")));
    assertEquals("written", expire("a", 40));
    assertNull(f.shard.get(key("a")));
  }

  @Test
  void whatATransactionHoldsIsLeftAlone() {
    put("a", 20);
    f.shard
        .transactions()
        .hold(
            new TransactionId(1, 2),
            new Bytes(new byte[] {1}),
            key("a"),
            current -> new Intent.Effect.Delete(),
            new TransactionShard.HoldCallback() {
              @Override
              public void held() {}

              @Override
              public void declined() {}

              @Override
              public void conflict() {}

              @Override
              public void refused(WriteRefusal refusal) {}

              @Override
              public void unknown() {}
            });
    f.loop.run();
    assertEquals("IN_TRANSACTION", expire("a", 30));
    assertNotNull(f.shard.get(key("a")));
  }

  @Test
  void aRestartAndACrashKnowWhatIsDue() throws IOException {
    for (int i = 0; i < 400; i++) {
      put("i" + i, 100 + i); // Over several checkpoints.
    }
    List<String> due = due(0, 1_000);
    assertEquals(400, due.size());
    f.restart();
    assertEquals(due, due(0, 1_000));
    f.crash();
    assertEquals(due, due(0, 1_000));
  }

  @Test
  void anotherSettingGoesByWhatItemsHoldOfThat() {
    begin(
        "a",
        Item.of(
            Map.of(
                "id",
                new AttributeValue.S("a"),
                "until",
                new AttributeValue.N(Decimal.ofLong(20)),
                "other",
                new AttributeValue.N(Decimal.ofLong(50)))));
    f.loop.run();
    Expiring before = table();
    set(new TimeToLive(72, "other", true));
    assertEquals(List.of("50 a"), due(0, 100));
    assertEquals(List.of(71L, 72L), f.builtIndexes);
    Ending ending = new Ending();
    f.shard.expiry().expire(before, key("a"), 0, 100, ending);
    f.loop.run();
    assertEquals("nothing", ending.how);
  }

  @Test
  void onceItIsOffThereIsNothingLeftOfIt() {
    long keys = f.shard.stats().keys();
    put("a", 20);
    assertEquals(keys + 2, f.shard.stats().keys());
    set(new TimeToLive(73, "until", false));
    assertEquals(keys + 1, f.shard.stats().keys());
    assertEquals(List.of(), f.shard.expiry().expiring());
    assertEquals(List.of(71L, 73L), f.builtIndexes);
  }
}
