package io.antipode.replication.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {
  private static final long MB = 1L << 20;

  private final MemoryBudget budget = MemoryBudget.of(600 * MB, 100 * MB, 12);

  @ParameterizedTest
  @ValueSource(longs = {64 * MB, 256 * MB, 512 * MB, 32_768 * MB})
  void allSharesTogetherLeaveAQuarterOfTheHeap(long heapBytes) {
    MemoryBudget any = MemoryBudget.of(heapBytes, MB, 1);
    long sum = 0;
    for (MemoryUse use : MemoryUse.values()) {
      sum += use == MemoryUse.KEYS ? 0 : any.share(use).limitBytes();
    }
    assertTrue(sum <= heapBytes * 3 / 4, () -> "of " + heapBytes);
  }

  @Test
  void whatDoesNotFitIsNotTakenAndIsCounted() {
    MemoryShare share = new MemoryShare(100);
    assertTrue(share.tryTake(60));
    assertFalse(share.tryTake(41));
    assertEquals(60, share.usedBytes());
    assertEquals(1, share.refused());
    assertTrue(share.tryTake(40));
    assertTrue(share.isTight());
    share.giveBack(100);
    assertEquals(0, share.usedBytes());
    assertFalse(share.isTight());
  }

  @Test
  void aPartIsOfTheShareWithinBounds() {
    assertEquals(50 * MB / 12, budget.shardPart(MemoryUse.TAILS, 1, 8 * MB));
    assertEquals(4 * MB, budget.shardPart(MemoryUse.TAILS, 1, 4 * MB));
    assertEquals(5 * MB, budget.shardPart(MemoryUse.TAILS, 5 * MB, 8 * MB));
    assertEquals(60 * MB / 4, budget.part(MemoryUse.FRAMES, 4, 1, 100 * MB));
  }

  @Test
  void whatCollectionsLeaveSaysWhetherMemoryIsScarce() {
    assertFalse(budget.isScarce());
    budget.live(511 * MB);
    assertTrue(budget.isScarce());
    assertFalse(budget.isExhausted());
    budget.live(560 * MB);
    assertTrue(budget.isExhausted());
    budget.live(500 * MB);
    assertFalse(budget.isScarce());
  }

  @Test
  void keysBeyondTheirLimitMakeMemoryScarceToo() {
    budget.keys().take(100 * MB);
    assertFalse(budget.isScarce());
    budget.keys().take(1);
    assertTrue(budget.isScarce());
    assertFalse(budget.isExhausted());
    budget.keys().take(13 * MB);
    assertTrue(budget.isExhausted());
    budget.keys().giveBack(14 * MB);
    assertFalse(budget.isScarce());
  }

  @Test
  void anAccountTellsItsShareInSteps() {
    MemoryShare share = new MemoryShare(MB);
    MemoryAccount account = new MemoryAccount(share);
    account.add(MemoryAccount.STEP_BYTES - 1);
    assertEquals(0, share.usedBytes());
    account.add(1);
    assertEquals(MemoryAccount.STEP_BYTES, share.usedBytes());
    account.add(-10);
    assertEquals(MemoryAccount.STEP_BYTES, share.usedBytes());
    account.close();
    assertEquals(0, share.usedBytes());
  }
}
