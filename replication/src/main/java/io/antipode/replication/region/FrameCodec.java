package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.antientropy.BucketDigests;
import io.antipode.replication.mutation.MalformedMutationException;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import io.antipode.replication.mutation.RegionNames;
import io.antipode.replication.region.Frame.Purpose;
import io.antipode.replication.region.Frame.Verdict;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The byte layout of frames between regions. Big-endian; checksums are the link's.
 *
 * <pre>
 *  0        1        2                 4
 *  +--------+--------+-----------------+------
 *  | format | kind   | shard, or       | body …
 *  |  = 1   |        | 0xffff control  |
 *  +--------+--------+-----------------+------
 *
 *  kind  1 PROBE           round(4)
 *        2 POSITION        round(4) incarnation(8) vector
 *        3 BATCH           round(4) from(8) to(8) vector mutations
 *        4 ACK             round(4) watermark(8) verdict(1)
 *        5 PAGE            purpose(1) transfer(8) sequence(4) table(8) tag(8) floor(8)
 *                          afterKey lastKey mutations
 *        6 PAGE ACK        transfer(8) sequence(4) verdict(1)
 *        7 RESEED BEGIN    transfer(8) vector count(4) tables(8 each)
 *        8 RESEED END      round(4) transfer(8)
 *        9 DIGEST ASK      table(8)
 *       10 DIGEST ANSWER   table(8) items(8) hash(8)
 *       11 BUCKETS         table(8) up to(8) 256 x sum(8)
 *       12 BUCKETS DIFFER  table(8) set(32) ship(1)
 *       13 CONTROL         the rest
 *       14 RESTART         round(4) told(8) from(8)
 *
 *  vector     count(2), each: name length(1) name(ASCII) time(8)
 *  key        length(4), -1 for none; bytes
 *  mutations  count(4), each as {@link MutationCodec}'s shipped form
 * </pre>
 *
 * <p>Pure; any thread.
 */
final class FrameCodec {
  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 4;
  private static final int CONTROL_SHARD = 0xffff;

  /** Bytes of a page before its keys and mutations, the keys' lengths included. */
  private static final int PAGE_FIXED_BYTES = 45;

  private static final Verdict[] VERDICTS = Verdict.values();
  private static final Purpose[] PURPOSES = Purpose.values();

  private FrameCodec() {}

  /** The shard that a frame is for, -1 for the control plane. */
  static int shardOf(byte[] frame) {
    if (frame.length < HEADER_BYTES || frame[0] != FORMAT) {
      throw new MalformedFrameException(
          frame.length < HEADER_BYTES
              ? frame.length + " bytes are no frame"
              : "frame format " + frame[0] + ", known is " + FORMAT);
    }
    int shard = ((frame[2] & 0xff) << 8) | (frame[3] & 0xff);
    return shard == CONTROL_SHARD ? -1 : shard;
  }

  @SuppressWarnings("ByteBufferBackingArray") // start() allocates every buffer, of the exact size
  static byte[] encode(Frame frame) {
    return write(frame).array();
  }

  private static ByteBuffer write(Frame frame) {
    return switch (frame) {
      case Frame.Probe f -> start(1, f.shard(), 4).putInt(f.round());
      case Frame.Position f ->
          put(
              start(2, f.shard(), 12 + sizeOf(f.applied()))
                  .putInt(f.round())
                  .putLong(f.incarnation()),
              f.applied());
      case Frame.Batch f -> {
        ByteBuffer out =
            start(3, f.shard(), 20 + sizeOf(f.applied()) + sizeOf(f.mutations()))
                .putInt(f.round())
                .putLong(f.fromHlc())
                .putLong(f.toHlc());
        put(out, f.applied());
        yield put(out, f.mutations());
      }
      case Frame.Ack f ->
          start(4, f.shard(), 13).putInt(f.round()).putLong(f.watermark()).put(f.verdict().code);
      case Frame.Page f -> page(f);
      case Frame.PageAck f ->
          start(6, f.shard(), 13)
              .putLong(f.transferId())
              .putInt(f.sequence())
              .put(f.verdict().code);
      case Frame.ReseedBegin f -> {
        int size = 12 + sizeOf(f.applied()) + 8 * f.tables().size();
        ByteBuffer out = start(7, f.shard(), size).putLong(f.transferId());
        put(out, f.applied()).putInt(f.tables().size());
        f.tables().forEach(out::putLong);
        yield out;
      }
      case Frame.ReseedEnd f -> start(8, f.shard(), 12).putInt(f.round()).putLong(f.transferId());
      case Frame.DigestAsk f -> start(9, f.shard(), 8).putLong(f.tableId());
      case Frame.DigestAnswer f ->
          start(10, f.shard(), 24)
              .putLong(f.tableId())
              .putLong(f.digest().items())
              .putLong(f.digest().hash());
      case Frame.Buckets f -> {
        ByteBuffer out = start(11, f.shard(), 16 + 8 * BucketDigests.BUCKETS);
        out.putLong(f.tableId()).putLong(f.upToHlc());
        out.asLongBuffer().put(f.sums());
        yield out;
      }
      case Frame.BucketsDiffer f ->
          start(12, f.shard(), 9 + BucketDigests.SET_BYTES)
              .putLong(f.tableId())
              .put(f.set())
              .put((byte) (f.ship() ? 1 : 0));
      case Frame.Restart f ->
          start(14, f.shard(), 20).putInt(f.round()).putLong(f.told()).putLong(f.fromHlc());
      case Frame.Control f -> start(13, CONTROL_SHARD, f.payload().length).put(f.payload());
    };
  }

  private static ByteBuffer page(Frame.Page f) {
    int size =
        PAGE_FIXED_BYTES + lengthOf(f.afterKey()) + lengthOf(f.lastKey()) + sizeOf(f.mutations());
    ByteBuffer out =
        start(5, f.shard(), size)
            .put(f.purpose().code)
            .putLong(f.transferId())
            .putInt(f.sequence())
            .putLong(f.tableId())
            .putLong(f.tag())
            .putLong(f.floor());
    putKey(out, f.afterKey());
    putKey(out, f.lastKey());
    return put(out, f.mutations());
  }

  /**
   * Reads a frame.
   *
   * @throws MalformedFrameException where the bytes are none
   */
  static Frame decode(byte[] bytes) {
    int shard = shardOf(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    try {
      return switch (bytes[1]) {
        case 1 -> new Frame.Probe(shard, in.getInt());
        case 2 -> new Frame.Position(shard, in.getInt(), in.getLong(), vector(in));
        case 3 -> batch(shard, in);
        case 4 -> new Frame.Ack(shard, in.getInt(), time(in), verdict(in));
        case 5 ->
            new Frame.Page(
                shard,
                purpose(in),
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                time(in),
                key(in),
                key(in),
                mutations(in));
        case 6 -> new Frame.PageAck(shard, in.getLong(), in.getInt(), verdict(in));
        case 7 -> new Frame.ReseedBegin(shard, in.getLong(), vector(in), ids(in));
        case 8 -> new Frame.ReseedEnd(shard, in.getInt(), in.getLong());
        case 9 -> new Frame.DigestAsk(shard, in.getLong());
        case 10 ->
            new Frame.DigestAnswer(
                shard, in.getLong(), new ReplicatedShard.Digest(in.getLong(), in.getLong()));
        case 11 ->
            new Frame.Buckets(shard, in.getLong(), in.getLong(), longs(in, BucketDigests.BUCKETS));
        case 12 ->
            new Frame.BucketsDiffer(
                shard, in.getLong(), take(in, BucketDigests.SET_BYTES), in.get() != 0);
        case 14 -> new Frame.Restart(shard, in.getInt(), time(in), time(in));
        case 13 -> control(shard, in);
        default -> throw new MalformedFrameException("unknown frame kind " + bytes[1]);
      };
    } catch (BufferUnderflowException e) {
      throw new MalformedFrameException("frame of kind " + bytes[1] + " is cut short");
    } catch (MalformedMutationException e) {
      throw new MalformedFrameException("frame of kind " + bytes[1] + ": " + e.getMessage());
    }
  }

  /** No shard has a use for it. */
  private static Frame.Control control(int shard, ByteBuffer in) {
    if (shard >= 0) {
      throw new MalformedFrameException("a control frame for shard " + shard);
    }
    return new Frame.Control(take(in, in.remaining()));
  }

  private static Frame.Batch batch(int shard, ByteBuffer in) {
    int round = in.getInt();
    long fromHlc = time(in);
    long toHlc = time(in);
    if (toHlc < fromHlc) {
      throw new MalformedFrameException("a batch from " + fromHlc + " back to " + toHlc);
    }
    return new Frame.Batch(shard, round, fromHlc, toHlc, vector(in), mutations(in));
  }

  /** A hybrid logical time. A negative one would pass below every bound. */
  private static long time(ByteBuffer in) {
    long hlc = in.getLong();
    if (hlc < 0) {
      throw new MalformedFrameException("a time of " + hlc);
    }
    return hlc;
  }

  private static ByteBuffer start(int kind, int shard, int bodyBytes) {
    return ByteBuffer.allocate(HEADER_BYTES + bodyBytes)
        .put(FORMAT)
        .put((byte) kind)
        .putShort((short) shard);
  }

  private static int lengthOf(byte @Nullable [] key) {
    return key == null ? 0 : key.length;
  }

  private static void putKey(ByteBuffer out, byte @Nullable [] key) {
    if (key == null) {
      out.putInt(-1);
    } else {
      out.putInt(key.length).put(key);
    }
  }

  private static byte @Nullable [] key(ByteBuffer in) {
    int length = in.getInt();
    return length == -1 ? null : take(in, length);
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new MalformedFrameException("length " + length + " of " + in.remaining());
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static long[] longs(ByteBuffer in, int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.getLong();
    }
    return values;
  }

  private static List<Long> ids(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / Long.BYTES) {
      throw new MalformedFrameException(count + " tables in " + in.remaining() + " bytes");
    }
    List<Long> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.getLong());
    }
    return ids;
  }

  private static Verdict verdict(ByteBuffer in) {
    byte code = in.get();
    for (Verdict verdict : VERDICTS) {
      if (verdict.code == code) {
        return verdict;
      }
    }
    throw new MalformedFrameException("unknown verdict " + code);
  }

  private static Purpose purpose(ByteBuffer in) {
    byte code = in.get();
    for (Purpose purpose : PURPOSES) {
      if (purpose.code == code) {
        return purpose;
      }
    }
    throw new MalformedFrameException("unknown purpose " + code);
  }

  private static int sizeOf(Map<Region, Long> vector) {
    int size = 2;
    for (Region region : vector.keySet()) {
      size += 1 + region.name().length() + 8;
    }
    return size;
  }

  private static ByteBuffer put(ByteBuffer out, Map<Region, Long> vector) {
    out.putShort((short) vector.size());
    vector.forEach(
        (region, hlc) -> {
          byte[] name = region.name().getBytes(StandardCharsets.US_ASCII);
          out.put((byte) name.length).put(name).putLong(hlc);
        });
    return out;
  }

  private static SortedMap<Region, Long> vector(ByteBuffer in) {
    SortedMap<Region, Long> vector = new TreeMap<>();
    int count = in.getShort();
    for (int i = 0; i < count; i++) {
      int length = in.get();
      if (length < 0 || length > in.remaining()) {
        throw new MalformedFrameException("region name of " + length + " of " + in.remaining());
      }
      vector.put(RegionNames.get(in, length), time(in));
    }
    return vector;
  }

  private static int sizeOf(List<Mutation> mutations) {
    int size = 4;
    for (Mutation mutation : mutations) {
      size += MutationCodec.shippedSizeOf(mutation);
    }
    return size;
  }

  private static ByteBuffer put(ByteBuffer out, List<Mutation> mutations) {
    out.putInt(mutations.size());
    for (Mutation mutation : mutations) {
      MutationCodec.encodeShipped(mutation, out);
    }
    return out;
  }

  private static List<Mutation> mutations(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / MutationCodec.HEADER_BYTES) {
      throw new MalformedFrameException(count + " mutations in " + in.remaining() + " bytes");
    }
    List<Mutation> mutations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      mutations.add(MutationCodec.decode(in));
    }
    return mutations;
  }
}
