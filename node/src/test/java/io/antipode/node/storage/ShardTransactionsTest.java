package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.item;
import static io.antipode.node.storage.ShardFixture.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.storage.Intent.Effect;
import io.antipode.node.storage.Ledger.Beginning;
import io.antipode.node.storage.Ledger.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardTransactionsTest {
  private static final TransactionId FIRST = new TransactionId(1, 2);
  private static final TransactionId SECOND = new TransactionId(3, 4);
  private static final Bytes TOKEN = new Bytes(new byte[] {1, 7});
  private static final Bytes ASKED = new Bytes(new byte[32]);

  @TempDir Path folder;
  private ShardFixture f;

  @BeforeEach
  void open() throws IOException {
    f = ShardFixture.on(folder);
  }

  /** How a hold went. */
  private static final class Held implements TransactionShard.HoldCallback {
    String how = "";

    @Override
    public void held() {
      how += "held";
    }

    @Override
    public void declined() {
      how += "declined";
    }

    @Override
    public void conflict() {
      how += "conflict";
    }

    @Override
    public void refused(ItemShard.WriteRefusal refusal) {
      how += refusal;
    }

    @Override
    public void unknown() {
      throw new AssertionError("the disk failed");
    }
  }

  private String hold(TransactionId transaction, String id, @Nullable Effect effect) {
    Held held = new Held();
    f.shard.transactions().hold(transaction, TOKEN, key(id), current -> effect, held);
    f.loop.run();
    return held.how;
  }

  private static Effect put(String id, String kind) {
    return new Effect.Put(item(id, kind).bytes());
  }

  private ShardFixture.Answer settle(TransactionId transaction, String id, boolean takesPlace) {
    ShardFixture.Answer answer = new ShardFixture.Answer();
    f.shard.transactions().settle(transaction, key(id), takesPlace, answer);
    f.loop.run();
    assertTrue(answer.answered);
    return answer;
  }

  private @Nullable Item get(String id) {
    return f.shard.get(key(id));
  }

  @Test
  void whatIsHeldIsReadAsItWasAndWrittenByNobodyElse() {
    f.put("a", "old");
    f.loop.run();
    assertEquals("held", hold(FIRST, "a", put("a", "new")));

    assertEquals(item("a", "old"), get("a"));
    assertEquals(ItemShard.WriteRefusal.IN_TRANSACTION, f.put("a", "other").refusal);
    assertEquals("conflict", hold(SECOND, "a", put("a", "third")));
    assertEquals("held", hold(SECOND, "b", put("b", "free")));

    assertNotNull(settle(FIRST, "a", true).version);
    assertEquals(item("a", "new"), get("a"));
    assertNull(f.put("a", "other").refusal);
  }

  @Test
  void whatDoesNotTakePlaceLeavesTheItemAsItWas() {
    assertEquals("held", hold(FIRST, "a", put("a", "new")));
    assertNull(settle(FIRST, "a", false).version);
    assertNull(get("a"));
    assertNull(f.put("a", "other").refusal);
    assertEquals("declined", hold(SECOND, "b", null));
    assertNull(f.put("b", "other").refusal);
  }

  @Test
  void settlingTwiceOrForAnotherDoesNothing() {
    hold(FIRST, "a", put("a", "new"));
    assertNull(settle(SECOND, "a", true).version);
    assertNotNull(settle(FIRST, "a", true).version);
    f.put("a", "later");
    f.loop.run();
    assertNull(settle(FIRST, "a", true).version);
    assertEquals(item("a", "later"), get("a"));
  }

  @Test
  void deletionsAndWhatStaysAreHeldToo() {
    f.put("a", "old");
    f.put("b", "old");
    f.loop.run();
    assertEquals("held", hold(FIRST, "a", new Effect.Delete()));
    assertEquals("held", hold(FIRST, "b", new Effect.Keep()));
    assertEquals("held", hold(FIRST, "none", new Effect.Delete()));
    assertNotNull(settle(FIRST, "a", true).version);
    settle(FIRST, "b", true);
    settle(FIRST, "none", true);
    assertNull(get("a"));
    assertEquals(item("b", "old"), get("b"));
    assertTrue(f.shard.transactions().heldFor(Set.of(FIRST)).isEmpty());
  }

  @Test
  void whatIsHeldIsHeldAgainAfterEachKindOfStop() throws IOException {
    hold(FIRST, "a", put("a", "new"));
    f.crash();
    assertEquals(ItemShard.WriteRefusal.IN_TRANSACTION, f.put("a", "other").refusal);
    f.restart();
    List<Intent> held = f.shard.transactions().heldSince(Long.MIN_VALUE);
    assertEquals(List.of(key("a")), held.stream().map(Intent::key).toList());
    assertEquals(FIRST, held.getFirst().transaction());
    assertEquals(TOKEN, held.getFirst().token());
    settle(FIRST, "a", true);
    f.crash();
    assertEquals(item("a", "new"), get("a"));
    assertNull(f.put("a", "other").refusal);
  }

  @Test
  void theRecordThatSettlesEndsTheHoldWhereverTheCrashComes() throws IOException {
    hold(FIRST, "a", put("a", "new"));
    f.shard.transactions().settle(FIRST, key("a"), true, new ShardFixture.Answer());
    f.loop.run();
    f.crash();
    assertEquals(item("a", "new"), get("a"));
    assertFalse(f.shard.transactions().isHeld(key("a")));
  }

  @Test
  void otherRegionsWritesPassAndTheTransactionBeatsThem() {
    f.setCatalog(ShardFixture.replicated(ShardFixture.table()));
    f.loop.run();
    hold(FIRST, "a", put("a", "mine"));
    f.shard.apply(f.remote("a", "theirs", f.nowHlc()));
    f.loop.run();
    assertEquals(item("a", "theirs"), get("a"));
    settle(FIRST, "a", true);
    assertEquals(item("a", "mine"), get("a"));
  }

  @Test
  void whatAnotherRegionWroteSinceAnEarlierRunHeldTheItemStands() throws IOException {
    f.setCatalog(ShardFixture.replicated(ShardFixture.table()));
    f.loop.run();
    hold(FIRST, "a", put("a", "mine"));
    hold(FIRST, "b", put("b", "mine"));
    f.crash();
    f.loop.advanceMs(100);
    f.shard.apply(f.remote("a", "later", f.nowHlc()));
    f.loop.run();
    settle(FIRST, "a", true);
    settle(FIRST, "b", true);
    assertEquals(item("a", "later"), get("a"));
    assertEquals(item("b", "mine"), get("b"));
    assertFalse(f.shard.transactions().isHeld(key("a")));
  }

  @Test
  void theLedgerKnowsWhatTookPlaceForTenMinutesAndOverACrash() throws IOException {
    assertInstanceOf(Beginning.Begun.class, begin(FIRST));
    assertInstanceOf(Beginning.InProgress.class, begin(SECOND));
    assertEquals(Fate.UNDECIDED, f.shard.transactions().ledger().fate(TOKEN, FIRST));
    assertEquals("takes place", decide(FIRST));
    f.shard.transactions().ledger().end(TOKEN, FIRST);
    f.crash();
    assertEquals(Fate.TAKES_PLACE, f.shard.transactions().ledger().fate(TOKEN, FIRST));
    Beginning.Repeated repeated = assertInstanceOf(Beginning.Repeated.class, begin(SECOND));
    assertEquals(Map.of("table", 2L), repeated.entry().readUnits());
    assertInstanceOf(
        Beginning.Mismatch.class,
        f.shard.transactions().ledger().begin(TOKEN, SECOND, new Bytes(new byte[] {9})));
    assertTrue(f.shard.transactions().ledger().forgotten().isEmpty());

    f.loop.advanceMs(Ledger.REMEMBERED_MS);
    assertInstanceOf(Beginning.Begun.class, begin(SECOND));
    assertEquals(Fate.TAKES_PLACE, f.shard.transactions().ledger().fate(TOKEN, FIRST));
    var forgotten = f.shard.transactions().ledger().forgotten();
    assertEquals(Set.of(FIRST), Set.copyOf(forgotten.values()));
    forgotten.keySet().forEach(f.shard.transactions().ledger()::remove);
    f.loop.run();
    assertEquals(Fate.DOES_NOT, f.shard.transactions().ledger().fate(TOKEN, FIRST));
  }

  @Test
  void whoWasToldThatItDoesNotTakePlaceCanRelyOnIt() throws IOException {
    assertInstanceOf(Beginning.Begun.class, begin(FIRST));
    f.crash();
    assertEquals(Fate.DOES_NOT, f.shard.transactions().ledger().fate(TOKEN, FIRST));
    assertEquals("does not", decide(FIRST));
    assertInstanceOf(Beginning.Begun.class, begin(SECOND));
    f.loop.advanceMs(60_000);
    assertEquals(Fate.DOES_NOT, f.shard.transactions().ledger().fate(TOKEN, SECOND));
    assertEquals("does not", decide(SECOND));
  }

  private Beginning begin(TransactionId transaction) {
    return f.shard.transactions().ledger().begin(TOKEN, transaction, ASKED);
  }

  private String decide(TransactionId transaction) {
    String[] decided = {""};
    f.shard
        .transactions()
        .ledger()
        .decide(
            TOKEN,
            transaction,
            ASKED,
            Map.of("table", 2L),
            new Ledger.Decided() {
              @Override
              public void decided(boolean takesPlace) {
                decided[0] = takesPlace ? "takes place" : "does not";
              }

              @Override
              public void refused(ItemShard.WriteRefusal refusal) {
                decided[0] = refusal.toString();
              }

              @Override
              public void unknown() {
                throw new AssertionError("the disk failed");
              }
            });
    f.loop.run();
    return decided[0];
  }
}
