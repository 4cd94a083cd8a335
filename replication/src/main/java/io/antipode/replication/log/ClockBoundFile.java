package io.antipode.replication.log;

import io.antipode.replication.clock.ClockBound;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.AtomicFile;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock's bound in a small file, replaced atomically. Big-endian:
 *
 * <pre>
 *  0                     8       10       16              24            32
 *  +---------------------+--------+--------+---------------+-------------+
 *  | magic "ANTIPCLK"    | format |  0 …   | bound (hlc)   | boot id     |
 *  |                     |  = 2   |        |               |             |
 *  +---------------------+--------+--------+---------------+-------------+
 *  32              40              48       52
 *  +---------------+---------------+--------+
 *  | log written   | log synced    | CRC32C |   format 1 ends with the checksum at 32
 *  | up to         | up to         |        |
 *  +---------------+---------------+--------+
 * </pre>
 *
 * <p>It says besides how far the shard's log had come, since a log can't tell that its last files
 * are gone.
 *
 * <p>Where the file is damaged, or absent beside a log, nobody knows the bound: then it is taken to
 * have been the reserve above all that the log says, which it was at least.
 *
 * <p>The bound lies ahead of the clock by a reserve, so that it is written seldom. A restart from
 * the bound thus runs ahead of the wall clock by up to the reserve, and peers hold back what is
 * from the future; therefore the bound is used only where it must be: after a power cut, which may
 * have taken writes that peers have seen. While the machine has kept running ({@link Disk#bootId})
 * the log and the promises in it are whole and say better where to begin.
 *
 * <p>Confined to the clock's loop.
 */
public final class ClockBoundFile implements ClockBound {
  /** How far ahead of the clock the bound is set. */
  public static final long RESERVE_MS = 10_000;

  /** The same as a hybrid logical time. */
  public static final long RESERVE_HLC = Version.atMs(RESERVE_MS);

  /**
   * The reserve while the clock stands where a power cut left the bound, ahead of the wall clock:
   * were it the full one, each of several power cuts in a row would drive the clock ten seconds
   * further ahead, whatever restarts lie between them, and peers would hold its writes back for so
   * long. It is six million writes.
   */
  private static final long RESERVE_AHEAD_HLC = Version.atMs(100);

  private static final long MAGIC = 0x414e54495043_4c4bL;
  private static final Logger LOG = LoggerFactory.getLogger(ClockBoundFile.class);
  private static final short FORMAT_1 = 1;
  private static final int CRC_OFFSET_1 = 32;
  private static final short FORMAT = 2;
  private static final int CRC_OFFSET = 48;
  private static final int BYTES = 52;

  /** How far a log had come: what was written survives the process, what was synced the power. */
  private record LogEnd(long written, long synced) {
    static final LogEnd UNKNOWN = new LogEnd(0, 0);
  }

  /** What a file said. */
  private record Content(long boundHlc, long bootId, LogEnd logEnd) {
    boolean isOfThisBoot(Disk disk) {
      return bootId != 0 && bootId == disk.bootId();
    }

    long logEnd(Disk disk) {
      return isOfThisBoot(disk) ? Math.max(logEnd.written, logEnd.synced) : logEnd.synced;
    }
  }

  private final Disk disk;
  private final String path;
  private final TimeSource time;
  private final EventLoop loop;
  private final FatalDisk fatal;
  private final @Nullable Content found;
  private final boolean damaged;
  private final boolean sameBoot;
  private @Nullable ShardLog log;

  private long boundHlc;

  /** Above it the bound is renewed ahead of need. */
  private long renewAboveHlc;

  private boolean renewing;

  /** What the file holds; guarded by this. */
  private long persistedHlc;

  /** What the file says of the log; guarded by this. */
  private LogEnd persistedEnd = LogEnd.UNKNOWN;

  /** A write of the file began and has not succeeded: never tried again; guarded by this. */
  private boolean broken;

  private boolean failed;

  private ClockBoundFile(
      Disk disk,
      String path,
      TimeSource time,
      EventLoop loop,
      FatalDisk fatal,
      @Nullable Content found,
      boolean damaged) {
    this.disk = disk;
    this.path = path;
    this.time = time;
    this.loop = loop;
    this.fatal = fatal;
    this.found = found;
    this.damaged = damaged;
    this.sameBoot = found != null && found.isOfThisBoot(disk);
    if (found != null && sameBoot) {
      this.persistedHlc = found.boundHlc;
      this.persistedEnd = found.logEnd;
      raise(found.boundHlc, RESERVE_HLC);
    }
  }

  /** Reads the bound; an absent file is a new shard's. Blocks. */
  public static ClockBoundFile open(
      Disk disk, String path, TimeSource time, EventLoop loop, FatalDisk fatal) throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, path);
    Content found = bytes == null ? null : decode(bytes);
    boolean damaged = bytes != null && found == null;
    if (damaged) {
      LOG.warn("damaged file {} at offset 0: not a clock's bound", path);
    }
    return new ClockBoundFile(disk, path, time, loop, fatal, found, damaged);
  }

  private static @Nullable Content decode(ByteBuffer bytes) {
    if (bytes.limit() < CRC_OFFSET_1 + Integer.BYTES || bytes.getLong(0) != MAGIC) {
      return null;
    }
    boolean old = bytes.getShort(8) == FORMAT_1;
    int crcOffset = old ? CRC_OFFSET_1 : CRC_OFFSET;
    if ((!old && bytes.getShort(8) != FORMAT)
        || bytes.limit() < crcOffset + Integer.BYTES
        || bytes.getInt(crcOffset) != Crc.of(bytes, 0, crcOffset)) {
      return null;
    }
    LogEnd end = old ? LogEnd.UNKNOWN : new LogEnd(bytes.getLong(32), bytes.getLong(40));
    return new Content(bytes.getLong(16), bytes.getLong(24), end);
  }

  /** Whether the file says that no power cut came since the last run began. */
  public boolean isOfThisBoot() {
    return sameBoot;
  }

  /** Whether there was a file, which no longer says anything: the shard is not new. */
  public boolean isDamaged() {
    return damaged;
  }

  /** From now on the file says how far this log has come. */
  public void follow(ShardLog newLog) {
    log = newLog;
  }

  /** A position that the shard's log had reached for good; 0 where none is known. */
  public long knownLogEnd() {
    return found == null ? 0 : found.logEnd(disk);
  }

  /** The same, of a file that is only looked at. Blocks. */
  public static long knownLogEnd(Disk disk, String path) throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, path);
    Content found = bytes == null ? null : decode(bytes);
    return found == null ? 0 : found.logEnd(disk);
  }

  /** The bound in a file that is only looked at; 0 where it says nothing. Blocks. */
  public static long bound(Disk disk, String path) throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, path);
    Content found = bytes == null ? null : decode(bytes);
    return found == null ? 0 : found.boundHlc;
  }

  /**
   * Writes into another folder's file what a file at rest says, with another bound; nothing where
   * it says nothing. Durable when this returns. Blocks.
   */
  public static void rewrite(Disk disk, String path, String to, LongUnaryOperator bound)
      throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, path);
    Content found = bytes == null ? null : decode(bytes);
    if (found != null) {
      long lowered = bound.applyAsLong(found.boundHlc);
      AtomicFile.replace(disk, to, encode(lowered, found.bootId, found.logEnd));
    }
  }

  private LogEnd logEnd() {
    ShardLog followed = log;
    return followed == null ? LogEnd.UNKNOWN : new LogEnd(followed.written(), followed.synced());
  }

  /**
   * What the file held when it was opened, 0 for a new one: the last run lived until about then,
   * give or take the reserve.
   */
  public long foundHlc() {
    return found == null ? 0 : found.boundHlc;
  }

  /**
   * What a clock has to start from.
   *
   * @param loggedHlc the greatest of the shard's own times in its recovered log
   */
  public long startHlc(long loggedHlc) {
    if (found == null) {
      if (loggedHlc == 0) {
        return 0;
      }
      LOG.warn("{} can't be read: the clock starts {} ms above the log", path, RESERVE_MS);
      return loggedHlc + RESERVE_HLC;
    }
    return sameBoot ? loggedHlc : Math.max(loggedHlc, found.boundHlc);
  }

  @Override
  public void cover(long hlc) {
    if (hlc <= renewAboveHlc) {
      return;
    }
    if (hlc > boundHlc) {
      reserve(hlc);
    } else if (!renewing) {
      renew(hlc);
    }
  }

  private void reserve(long hlc) {
    long reserve = reserveAt(hlc);
    long wanted = hlc + reserve;
    try {
      persist(wanted, logEnd());
    } catch (IOException e) {
      fail(e);
      throw new UncheckedIOException("can't persist the clock's bound", e);
    }
    raise(wanted, reserve);
  }

  private void renew(long hlc) {
    renewing = true;
    long reserve = reserveAt(hlc);
    long wanted = hlc + reserve;
    LogEnd end = logEnd();
    loop.<@Nullable Void>offload(
        () -> {
          persist(wanted, end);
          return null;
        },
        (done, failure) -> {
          renewing = false;
          if (failure != null) {
            fail(failure);
          } else {
            raise(wanted, reserve);
          }
        });
  }

  /** The bound is never more than the reserve ahead of the wall clock, if the clock is not. */
  private long reserveAt(long hlc) {
    long room = Version.atMs(Math.max(0, time.epochMs())) + RESERVE_HLC - hlc;
    return Math.clamp(room, RESERVE_AHEAD_HLC, RESERVE_HLC);
  }

  private void raise(long wanted, long reserve) {
    if (wanted > boundHlc) {
      boundHlc = wanted;
      renewAboveHlc = Math.max(0, wanted - reserve / 2);
    }
  }

  /**
   * Replaces the file unless it holds as much already. Under a lock, since a renewal off the loop
   * may still run when the loop has to reserve.
   */
  private synchronized void persist(long wanted, LogEnd end) throws IOException {
    if (broken) {
      throw new IOException("an earlier write of " + path + " failed");
    }
    if (wanted > persistedHlc) {
      replace(wanted, end);
    }
  }

  private static ByteBuffer encode(long boundHlc, long bootId, LogEnd end) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putShort(FORMAT);
    bytes.putLong(16, boundHlc);
    bytes.putLong(24, bootId);
    bytes.putLong(32, end.written).putLong(40, end.synced);
    bytes.putInt(CRC_OFFSET, Crc.of(bytes, 0, CRC_OFFSET));
    return bytes.clear();
  }

  /** Guarded by this. */
  private void replace(long wanted, LogEnd end) throws IOException {
    broken = true;
    AtomicFile.replace(disk, path, encode(wanted, disk.bootId(), end));
    persistedHlc = wanted;
    persistedEnd = end;
    broken = false;
  }

  /**
   * Lowers the bound to what was really given out, for a clean stop: the next start need not run
   * ahead. Blocks; the clock must not tick any more.
   */
  public synchronized void close(long lastHlc) throws IOException {
    LogEnd end = logEnd();
    if (!broken && (persistedHlc > lastHlc || !end.equals(persistedEnd))) {
      replace(lastHlc, end);
      boundHlc = lastHlc;
      renewAboveHlc = lastHlc;
    }
  }

  private void fail(Exception cause) {
    if (!failed) {
      failed = true;
      fatal.failed(cause);
    }
  }
}
