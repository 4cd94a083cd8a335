package io.antipode.replication.log;

import io.antipode.replication.clock.ClockBound;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.AtomicFile;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A clock's bound in a small file, replaced atomically. Big-endian:
 *
 * <pre>
 *  0                     8       10       16              24            32
 *  +---------------------+--------+--------+---------------+-------------+---------+
 *  | magic "ANTIPCLK"    | format |  0 …   | bound (hlc)   | boot id     | CRC32C  |
 *  +---------------------+--------+--------+---------------+-------------+---------+ 36
 * </pre>
 *
 * <p>The bound lies ahead of the clock by a reserve, so that it is written seldom. A restart from
 * the bound thus runs ahead of the wall clock by up to the reserve, and peers hold back what is
 * from the future; therefore the bound is used only where it must be: after a power cut, which may
 * have taken writes that peers have seen. While the machine has kept running ({@link Disk#bootId})
 * the log and the {@link ToldTimeFile} are whole and say better where to begin.
 *
 * <p>Confined to the clock's loop.
 */
public final class ClockBoundFile implements ClockBound {
  /** How far ahead of the clock the bound is set. */
  public static final long RESERVE_MS = 10_000;

  private static final long RESERVE_HLC = Version.atMs(RESERVE_MS);

  /**
   * The reserve while the clock stands where a power cut left the bound, ahead of the wall clock:
   * were it the full one, each of several power cuts in a row would drive the clock ten seconds
   * further ahead, whatever restarts lie between them, and peers would hold its writes back for so
   * long. It is six million writes.
   */
  private static final long RESERVE_AHEAD_HLC = Version.atMs(100);

  private static final long MAGIC = 0x414e54495043_4c4bL;
  private static final short FORMAT = 1;
  private static final int CRC_OFFSET = 32;
  private static final int BYTES = 36;

  private final Disk disk;
  private final String path;
  private final TimeSource time;
  private final EventLoop loop;
  private final FatalDisk fatal;
  private final long foundHlc;
  private final boolean sameBoot;

  private long boundHlc;

  /** Above it the bound is renewed ahead of need. */
  private long renewAboveHlc;

  private boolean renewing;

  /** What the file holds; guarded by this. */
  private long persistedHlc;

  /** A write of the file began and has not succeeded: never tried again; guarded by this. */
  private boolean broken;

  private boolean failed;

  private ClockBoundFile(
      Disk disk,
      String path,
      TimeSource time,
      EventLoop loop,
      FatalDisk fatal,
      long foundHlc,
      boolean sameBoot) {
    this.disk = disk;
    this.path = path;
    this.time = time;
    this.loop = loop;
    this.fatal = fatal;
    this.foundHlc = foundHlc;
    this.sameBoot = sameBoot;
    if (sameBoot) {
      this.persistedHlc = foundHlc;
      raise(foundHlc, RESERVE_HLC);
    }
  }

  /**
   * Reads the bound; an absent file is a new shard's. Blocks.
   *
   * @throws DamagedFileException where the file is not what was written
   */
  public static ClockBoundFile open(
      Disk disk, String path, TimeSource time, EventLoop loop, FatalDisk fatal) throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, path);
    if (bytes == null) {
      return new ClockBoundFile(disk, path, time, loop, fatal, 0, false);
    }
    if (bytes.limit() < BYTES
        || bytes.getLong(0) != MAGIC
        || bytes.getShort(8) != FORMAT
        || bytes.getInt(CRC_OFFSET) != crcOf(bytes)) {
      throw new DamagedFileException(path, 0, "not a clock's bound");
    }
    long bootId = bytes.getLong(24);
    boolean sameBoot = bootId != 0 && bootId == disk.bootId();
    return new ClockBoundFile(disk, path, time, loop, fatal, bytes.getLong(16), sameBoot);
  }

  /**
   * What the file held when it was opened, 0 for a new one: the last run lived until about then,
   * give or take the reserve.
   */
  public long foundHlc() {
    return foundHlc;
  }

  /**
   * What a clock has to start from.
   *
   * @param loggedHlc the greatest of the shard's own times in its recovered log
   */
  public long startHlc(long loggedHlc) {
    return sameBoot ? loggedHlc : Math.max(loggedHlc, foundHlc);
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
      persist(wanted);
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
    loop.<@Nullable Void>offload(
        () -> {
          persist(wanted);
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
  private synchronized void persist(long wanted) throws IOException {
    if (broken) {
      throw new IOException("an earlier write of " + path + " failed");
    }
    if (wanted > persistedHlc) {
      replace(wanted);
    }
  }

  /** Guarded by this. */
  private void replace(long wanted) throws IOException {
    broken = true;
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putShort(FORMAT);
    bytes.putLong(16, wanted);
    bytes.putLong(24, disk.bootId());
    bytes.putInt(CRC_OFFSET, crcOf(bytes));
    AtomicFile.replace(disk, path, bytes.clear());
    persistedHlc = wanted;
    broken = false;
  }

  /**
   * Lowers the bound to what was really given out, for a clean stop: the next start need not run
   * ahead. Blocks; the clock must not tick any more.
   */
  public synchronized void close(long lastHlc) throws IOException {
    if (!broken && persistedHlc > lastHlc) {
      replace(lastHlc);
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

  private static int crcOf(ByteBuffer bytes) {
    return Crc.of(bytes, 0, CRC_OFFSET);
  }
}
