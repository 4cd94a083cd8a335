package io.antipode.replication.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What of a ring is free, and when it becomes so. */
final class JournalRingTest {
  private static final int EMPTY = JournalFrame.HEADER_BYTES;

  @Test
  void framesFollowEachOtherAndNoneGoesOverTheEnd() {
    JournalRing ring = new JournalRing(1_000);
    assertEquals(0, ring.take(300));
    assertEquals(300, ring.take(400));
    release(ring);
    assertEquals(732, ring.take(200));
    assertEquals(0, ring.take(200));
  }

  private static void release(JournalRing ring) {
    ring.releasing();
    ring.released();
    long neededFrom = ring.neededFrom();
    long place = ring.neededPlace();
    ring.take(EMPTY);
    ring.said(neededFrom, place);
  }

  @Test
  void nothingIsFreeBeforeADurableFrameHasSaidSo() {
    JournalRing ring = new JournalRing(1_000);
    ring.take(900);
    assertFalse(ring.fits(200));
    ring.releasing();
    ring.released();
    assertTrue(ring.hasToSay());
    assertFalse(ring.fits(200), "released, but no frame says it");
    ring.take(EMPTY);
    ring.said(2, ring.neededPlace());
    assertFalse(ring.hasToSay());
    assertTrue(ring.fits(200));
  }

  @Test
  void thereIsAlwaysRoomLeftToSayWhatIsFree() {
    JournalRing ring = new JournalRing(1_000);
    assertFalse(ring.fits(1_000 - EMPTY + 1));
    assertTrue(ring.fits(1_000 - EMPTY));
    ring.take(1_000 - EMPTY);
    assertFalse(ring.fits(EMPTY), "that room is not for a frame that only ends an idle moment");
  }

  @Test
  void whatCameAfterAReleaseBeganStaysNeeded() {
    JournalRing ring = new JournalRing(1_000);
    ring.take(300);
    ring.releasing();
    ring.take(300);
    assertTrue(ring.isHalfUsed());
    ring.released();
    assertEquals(2, ring.neededFrom());
    assertFalse(ring.isHalfUsed());
  }
}
