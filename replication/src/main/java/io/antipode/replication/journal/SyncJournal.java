package io.antipode.replication.journal;

import io.antipode.replication.clock.Entropy;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One file by which all shards of a node share their syncs. A shard writes to its own file without
 * a sync and puts the same bytes here; whatever gathers from all shards during one round is written
 * and synced by the next. With a sync for each shard's file, nearly every record pays for one of
 * its own where shards are many.
 *
 * <pre>
 *   shard ── write ──▶ its file (no sync)
 *     └───── put ────▶ gathering ── round: one write, one sync ──▶ the journal's file
 *                                        └─▶ each shard that asked is called back, on its loop
 *
 *   half of the ring used ──▶ shards sync their own files, a few at a time ──▶ its frames are free
 *   idle for a moment     ──▶ an empty frame: what is before it is known to have been durable
 * </pre>
 *
 * <p>A round begins as soon as somebody asks and the one before is done; nothing waits for a timer.
 * Where the ring is full, rounds wait until files are synced. {@link JournalRecovery} is the way
 * back. A failed write or sync is told to every member, once, and ends the journal.
 *
 * <p>Any thread puts and asks; each member is called back on its own loop.
 */
public final class SyncJournal {
  /** Where the journal is on a node's disk. */
  public static final String PATH = JournalFile.PATH;

  /** Length of a node's journal. */
  public static final int DEFAULT_BYTES = 32 << 20;

  /** A round takes at most so much: who brings more syncs its own file. */
  private static final int MAX_FRAME_BYTES = 1 << 20;

  private static final int MIN_FRAMES = 8;

  /** Files that are synced at once so that the ring becomes free: rounds have the disk first. */
  private static final int RELEASES_AT_ONCE = 4;

  /** The last frame gets its successor when nothing came for so long. */
  private static final long CLOSE_AFTER_IDLE_MS = 50;

  private final JournalFile file;
  private final EventLoop loop;
  private final long salt;
  private final int maxFrameBytes;

  /** Guards all that follows; held for a copy of bytes at most. */
  private final Object lock = new Object();

  private final JournalRing ring;
  private final List<Seat> seats = new ArrayList<>();
  private ByteBuffer gathering;
  private ByteBuffer spare;
  private boolean asked;
  private boolean running;
  private boolean ended;
  private final ArrayDeque<Seat> toRelease = new ArrayDeque<>();
  private int releasing;

  /** Whether the newest frame has pieces, so that a damage to it would not show. */
  private boolean open;

  private boolean closingDue;
  private boolean closingScheduled;

  private SyncJournal(JournalFile file, EventLoop loop, long salt, int lengthBytes) {
    this.file = file;
    this.loop = loop;
    this.salt = salt;
    this.ring = new JournalRing(lengthBytes - JournalFile.HEADER_BYTES);
    this.maxFrameBytes = Math.min(MAX_FRAME_BYTES, lengthBytes / MIN_FRAMES);
    this.gathering = newFrame();
    this.spare = newFrame();
  }

  private ByteBuffer newFrame() {
    return ByteBuffer.allocateDirect(maxFrameBytes).position(JournalFrame.HEADER_BYTES);
  }

  /**
   * Begins a journal; {@link JournalRecovery} has been here before. Blocks.
   *
   * @param loop of its own: what is offloaded to it waits for nothing else
   * @param lengthBytes of the file, at least 4,096
   * @return null where the disk has hardly room for it: shards then sync their own files
   */
  public static @Nullable SyncJournal begin(
      Disk disk, EventLoop loop, Entropy entropy, int lengthBytes) throws IOException {
    if (disk.usableBytes() / 2 < lengthBytes) {
      return null;
    }
    long salt = entropy.nextLong();
    return new SyncJournal(JournalFile.create(disk, salt, lengthBytes), loop, salt, lengthBytes);
  }

  /** Lets a shard take part. */
  public Seat join(JournalMember member) {
    Seat seat = new Seat(member);
    synchronized (lock) {
      seats.add(seat);
    }
    return seat;
  }

  /** A member's place at the journal. */
  public final class Seat {
    private static final long NOTHING = -1;

    private final JournalMember member;

    /** The greatest stamp that the gathering round is asked for; guarded by the lock. */
    private long wanted = NOTHING;

    /** Whether something was put since the last release began; guarded by the lock. */
    private boolean used;

    private Seat(JournalMember member) {
      this.member = member;
    }

    /**
     * Takes what was written to a file at an offset; the bytes are copied.
     *
     * @param path of a file that is durable under its name, where all bytes before the offset are
     *     durable, or were put here before
     * @return false where there is no room now: these bytes, and those after them, become durable
     *     only by the file's own sync
     */
    public boolean put(String path, long offset, ByteBuffer bytes) {
      synchronized (lock) {
        if (JournalFrame.pieceBytes(path, bytes.remaining()) > gathering.remaining()) {
          return false;
        }
        JournalFrame.putPiece(gathering, path, offset, bytes);
        used = true;
        return true;
      }
    }

    /**
     * Asks for everything put before to become durable.
     *
     * @param stamp not negative, never less than before; {@link JournalMember#durable} tells it
     */
    public void sync(long stamp) {
      synchronized (lock) {
        wanted = stamp;
        asked = true;
        start();
      }
    }

    private void released() {
      synchronized (lock) {
        releasing--;
        releaseMore();
      }
    }
  }

  /** Begins to run rounds, if there is a reason and they don't run already. */
  private void start() {
    if (!running && !ended && isDue()) {
      running = true;
      loop.<@Nullable Void>offload(
          () -> {
            runRounds();
            return null;
          },
          (done, failure) -> stopped(failure));
    }
  }

  private boolean isDue() {
    return (asked || ring.hasToSay() || closingDue)
        && (ring.fits(gathering.position()) || ring.hasToSay());
  }

  private void runRounds() throws IOException {
    for (Round round = nextRound(); round != null; round = nextRound()) {
      file.write(JournalFile.HEADER_BYTES + round.offset, round.frame);
      done(round);
    }
  }

  /**
   * @param saidPlace where what the frame calls needed begins
   */
  private record Round(
      ByteBuffer frame, int offset, long neededFrom, long saidPlace, List<Runnable> callbacks) {}

  /** Takes what has gathered; null where there is nothing to do, and rounds stop. */
  private @Nullable Round nextRound() {
    synchronized (lock) {
      if (ended || !isDue()) {
        running = false;
        return null;
      }
      long neededFrom = ring.neededFrom();
      long number = ring.number();
      List<Runnable> callbacks = List.of();
      ByteBuffer frame;
      if (ring.fits(gathering.position())) {
        frame = gathering;
        gathering = spare;
        callbacks = callbacks();
        asked = false;
        open = frame.position() > JournalFrame.HEADER_BYTES;
      } else {
        frame = ByteBuffer.allocate(JournalFrame.HEADER_BYTES).position(JournalFrame.HEADER_BYTES);
      }
      closingDue = false;
      frame.flip();
      JournalFrame.seal(frame, salt, number, neededFrom);
      int offset = ring.take(frame.limit());
      return new Round(frame, offset, neededFrom, ring.neededPlace(), callbacks);
    }
  }

  private List<Runnable> callbacks() {
    List<Runnable> callbacks = new ArrayList<>();
    for (Seat seat : seats) {
      if (seat.wanted != Seat.NOTHING) {
        long stamp = seat.wanted;
        seat.wanted = Seat.NOTHING;
        JournalMember member = seat.member;
        callbacks.add(() -> member.loop().execute(() -> member.durable(stamp)));
      }
    }
    return callbacks;
  }

  private void done(Round round) {
    round.callbacks.forEach(Runnable::run);
    synchronized (lock) {
      ring.said(round.neededFrom, round.saidPlace);
      if (round.frame.capacity() > JournalFrame.HEADER_BYTES) {
        spare = round.frame.clear().position(JournalFrame.HEADER_BYTES);
      }
      if (releasing == 0 && toRelease.isEmpty() && ring.isHalfUsed()) {
        ring.releasing();
        seats.stream().filter(seat -> seat.used).forEach(toRelease::add);
        seats.forEach(seat -> seat.used = false);
        releaseMore();
      }
    }
  }

  private void releaseMore() {
    if (ended) {
      return;
    }
    while (releasing < RELEASES_AT_ONCE && !toRelease.isEmpty()) {
      Seat seat = toRelease.remove();
      releasing++;
      seat.member.loop().execute(() -> seat.member.release(seat::released));
    }
    if (releasing == 0) {
      ring.released();
      start();
    }
  }

  /** On the journal's loop, after rounds have stopped. */
  private void stopped(@Nullable Exception failure) {
    synchronized (lock) {
      if (failure != null && !ended) {
        ended = true;
        for (Seat seat : seats) {
          seat.member.loop().execute(() -> seat.member.failed(failure));
        }
      } else if (open && !closingScheduled && !ended) {
        scheduleClosing();
      }
    }
  }

  private void scheduleClosing() {
    closingScheduled = true;
    long number = ring.number();
    loop.schedule(CLOSE_AFTER_IDLE_MS, () -> closeIdle(number));
  }

  private void closeIdle(long numberThen) {
    synchronized (lock) {
      closingScheduled = false;
      if (ring.number() == numberThen) {
        closingDue = true;
        start();
      } else {
        scheduleClosing();
      }
    }
  }

  /**
   * Ends the journal and removes its file, once all members have closed theirs, durable.
   *
   * @param closed called back on the journal's loop, with what went wrong or null
   */
  public void close(Disk disk, Consumer<@Nullable Exception> closed) {
    synchronized (lock) {
      ended = true;
    }
    loop.<@Nullable Void>offload(
        () -> {
          file.close();
          JournalFile.drop(disk);
          return null;
        },
        (nothing, failure) -> closed.accept(failure));
  }
}
