package io.antipode.replication.log;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.log.LogRecord.Floor;
import io.antipode.replication.log.LogRecord.Forgotten;
import io.antipode.replication.log.LogRecord.Reached;
import io.antipode.replication.log.LogRecord.Restarted;
import io.antipode.replication.log.LogRecord.Stands;
import io.antipode.replication.log.LogRecord.Told;
import io.antipode.replication.log.LogRecord.Wiped;
import io.antipode.replication.log.LogRecord.Write;
import io.antipode.replication.mutation.MalformedMutationException;
import io.antipode.replication.mutation.MutationCodec;
import io.antipode.replication.mutation.RegionNames;
import java.nio.ByteBuffer;

/**
 * The payloads of a log's records. A write's is {@link MutationCodec}'s; all others share one
 * layout. Big-endian, no checksum of its own:
 *
 * <pre>
 *  0        1        2        3        4
 *  +--------+--------+--------+--------+-------------------+-------------------+--------
 *  | format | what   | region |  0     | first             | second            | region
 *  |  = 1   |        | length |        |                   |                   | name …
 *  +--------+--------+--------+--------+-------------------+-------------------+-------- 20
 *
 *  what  record     first           second       region
 *  1     Reached    hlc             0            origin
 *  2     Floor      hlc             0            none
 *  3     Forgotten  table id        below (hlc)  none
 *  4     Wiped      table id        0            none
 *  5     Stands     0 current, 1 suspect, 2 stale
 *  6     Told       hlc             0            none
 *  7     Restarted  hlc             0            origin
 * </pre>
 *
 * <p>A new kind of record takes a new number, a new layout a new format. Pure; any thread.
 */
final class LogRecordCodec {
  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 20;

  private static final byte REACHED = 1;
  private static final byte FLOOR = 2;
  private static final byte FORGOTTEN = 3;
  private static final byte WIPED = 4;
  private static final byte STANDS = 5;
  private static final byte TOLD = 6;
  private static final byte RESTARTED = 7;

  private LogRecordCodec() {}

  /** Bytes of the payload. */
  static int sizeOf(LogRecord record) {
    return switch (record) {
      case Write(var mutation) -> MutationCodec.sizeOf(mutation);
      case Reached(Region origin, long _) -> HEADER_BYTES + origin.name().length();
      case Restarted(Region origin, long _) -> HEADER_BYTES + origin.name().length();
      case Floor _, Forgotten _, Wiped _, Stands _, Told _ -> HEADER_BYTES;
    };
  }

  /**
   * Writes a payload; the buffer has room for {@link #sizeOf}.
   *
   * @throws IllegalArgumentException for a mutation over its limits; nothing has been written
   */
  static void encode(LogRecord record, ByteBuffer into) {
    switch (record) {
      case Write(var mutation) -> MutationCodec.encode(mutation, into);
      case Reached(Region origin, long hlc) -> put(into, REACHED, origin, hlc);
      case Restarted(Region origin, long hlc) -> put(into, RESTARTED, origin, hlc);
      case Floor(long hlc) -> put(into, FLOOR, 0, hlc, 0);
      case Forgotten(long tableId, long belowHlc) -> put(into, FORGOTTEN, 0, tableId, belowHlc);
      case Wiped(long tableId) -> put(into, WIPED, 0, tableId, 0);
      case Stands(Standing standing) -> put(into, STANDS, 0, standing.code(), 0);
      case Told(long hlc) -> put(into, TOLD, 0, hlc, 0);
    }
  }

  private static void put(ByteBuffer into, byte what, Region origin, long hlc) {
    put(into, what, origin.name().length(), hlc, 0);
    RegionNames.put(origin, into);
  }

  private static void put(ByteBuffer into, byte what, int regionLength, long first, long second) {
    into.put(FORMAT).put(what).put((byte) regionLength).put((byte) 0).putLong(first);
    into.putLong(second);
  }

  /**
   * Reads the payload of a record that is no write, to the buffer's limit.
   *
   * @throws MalformedMutationException where the bytes are none
   */
  static LogRecord decodeState(ByteBuffer from) {
    if (from.remaining() < HEADER_BYTES) {
      throw new MalformedMutationException(from.remaining() + " bytes are no record");
    }
    byte format = from.get();
    byte what = from.get();
    int regionLength = from.get();
    byte zero = from.get();
    long first = from.getLong();
    long second = from.getLong();
    if (format != FORMAT || zero != 0 || regionLength != from.remaining()) {
      throw new MalformedMutationException("record format " + format + ", known is " + FORMAT);
    }
    return switch (what) {
      case REACHED -> new Reached(region(from, regionLength), first);
      case RESTARTED -> new Restarted(region(from, regionLength), first);
      case FLOOR -> new Floor(first);
      case FORGOTTEN -> new Forgotten(first, second);
      case WIPED -> new Wiped(first);
      case STANDS -> new Stands(standingOf(first));
      case TOLD -> new Told(first);
      default -> throw new MalformedMutationException("a record of the unknown kind " + what);
    };
  }

  private static Region region(ByteBuffer from, int length) {
    if (length < 1 || length > Region.MAX_NAME_BYTES) {
      throw new MalformedMutationException("a region's name of " + length + " bytes");
    }
    return RegionNames.get(from, length);
  }

  private static Standing standingOf(long code) {
    Standing standing = Standing.of(code);
    if (standing == null) {
      throw new MalformedMutationException("a standing of the unknown kind " + code);
    }
    return standing;
  }
}
