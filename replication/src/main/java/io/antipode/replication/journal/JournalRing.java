package io.antipode.replication.journal;

/**
 * Which part of a journal's file is free. Frames go round it one behind the other, none over the
 * file's end; places count on for ever, and a place's offset is what is left of it by the length of
 * the ring. Pure; guarded by the journal's lock.
 *
 * <pre>
 *        needed from            next
 *  ──────────┬───────────────────┬──────────────
 *    free    │ frames in use     │ free …
 * </pre>
 *
 * <p>What is no longer needed becomes free only once a durable frame has said so: else recovery
 * would look for frames that are overwritten.
 */
final class JournalRing {
  private final int lengthBytes;
  private long next;
  private long number = 1;

  /** What the newest durable frame says, and where that frame is. */
  private long saidPlace;

  private long saidNumber = 1;

  /** What the files have by themselves. */
  private long releasedPlace;

  private long releasedNumber = 1;

  /** What they will have when the release that runs is done. */
  private long releasingPlace;

  private long releasingNumber;

  JournalRing(int lengthBytes) {
    this.lengthBytes = lengthBytes;
  }

  /** Whether a frame fits, and behind it an empty one that says what has become free. */
  boolean fits(int frameBytes) {
    long end = placeFrom(next, frameBytes) + frameBytes;
    return placeFrom(end, JournalFrame.HEADER_BYTES) + JournalFrame.HEADER_BYTES - saidPlace
        <= lengthBytes;
  }

  /**
   * Takes room for a frame that fits, or for an empty one that has something to say; returns its
   * offset in the ring.
   */
  int take(int frameBytes) {
    long place = placeFrom(next, frameBytes);
    next = place + frameBytes;
    number++;
    return (int) (place % lengthBytes);
  }

  private long placeFrom(long place, int frameBytes) {
    long left = lengthBytes - place % lengthBytes;
    return left >= frameBytes ? place : place + left;
  }

  /** Number of the next frame. */
  long number() {
    return number;
  }

  /** What the next frame is to say. */
  long neededFrom() {
    return releasedNumber;
  }

  /** A frame that said so is durable. */
  void said(long neededFrom, long place) {
    saidNumber = neededFrom;
    saidPlace = place;
  }

  /** Where what {@link #neededFrom} tells begins. */
  long neededPlace() {
    return releasedPlace;
  }

  /** Whether something has become free that no durable frame has said. */
  boolean hasToSay() {
    return releasedNumber > saidNumber;
  }

  /** Whether so much is in use that the files ought to be synced themselves. */
  boolean isHalfUsed() {
    return next - releasedPlace > lengthBytes / 2;
  }

  /** Everything taken so far is being made durable in the files. */
  void releasing() {
    releasingPlace = next;
    releasingNumber = number;
  }

  void released() {
    releasedPlace = releasingPlace;
    releasedNumber = releasingNumber;
  }
}
