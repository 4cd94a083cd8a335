package io.antipode.replication.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.Frame.Purpose;
import io.antipode.replication.region.Frame.Verdict;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
  private static final Region EU = new Region("eu-west-1");
  private static final Map<Region, Long> APPLIED = new TreeMap<>(Map.of(EU, 7L));
  private static final Mutation MUTATION =
      new Mutation(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 9}, new Version(5, EU), null, null, 0, 0);

  static List<Frame> frames() {
    long[] sums = new long[256];
    sums[255] = -1;
    byte[] set = new byte[32];
    set[31] = -128;
    return List.of(
        new Frame.Probe(3, 1),
        new Frame.Position(3, 1, -5, APPLIED),
        new Frame.Batch(4_095, 2, 10, 20, APPLIED, List.of(MUTATION, MUTATION)),
        new Frame.Batch(0, 2, 10, 20, new TreeMap<>(), List.of()),
        new Frame.Ack(0, 9, 20, Verdict.UNKNOWN_TABLE),
        new Frame.Page(1, Purpose.REPAIR, 77, 5, -2, 9, 8, new byte[] {1}, null, List.of(MUTATION)),
        new Frame.Page(1, Purpose.SEED, 77, 0, -2, 9, 0, null, new byte[] {2, 3}, List.of()),
        new Frame.PageAck(1, 77, 5, Verdict.TAKEN),
        new Frame.ReseedBegin(1, 77, APPLIED, List.of(-2L, 5L)),
        new Frame.ReseedEnd(1, 2, 77),
        new Frame.DigestAsk(1, -2),
        new Frame.DigestAnswer(1, -2, new ReplicatedShard.Digest(4, -9)),
        new Frame.Buckets(1, -2, 5, sums),
        new Frame.BucketsDiffer(1, -2, set, true),
        new Frame.Restart(1, 2, 30, 20),
        new Frame.Control(new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void whatIsEncodedIsDecoded(Frame frame) {
    byte[] bytes = FrameCodec.encode(frame);
    Frame decoded = FrameCodec.decode(bytes);
    assertEquals(frame.getClass(), decoded.getClass());
    assertArrayEquals(bytes, FrameCodec.encode(decoded));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void aFrameCutShortIsRefused(Frame frame) {
    byte[] bytes = FrameCodec.encode(frame);
    if (frame instanceof Frame.Control) {
      return;
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(MalformedFrameException.class, () -> FrameCodec.decode(cut));
    }
  }

  @Test
  void theLayoutIsAsDrawn() {
    assertEquals(
        "01040007" + "00000009" + "0000000000000014" + "01",
        HexFormat.of().formatHex(FrameCodec.encode(new Frame.Ack(7, 9, 20, Verdict.GAP))));
    assertEquals(
        "01030001"
            + "00000002"
            + "000000000000000a"
            + "0000000000000014"
            + "0001"
            + "09"
            + "65752d776573742d31"
            + "0000000000000007"
            + "00000000",
        HexFormat.of()
            .formatHex(FrameCodec.encode(new Frame.Batch(1, 2, 10, 20, APPLIED, List.of()))));
    assertEquals(
        "010e0001" + "00000002" + "000000000000001e" + "0000000000000014",
        HexFormat.of().formatHex(FrameCodec.encode(new Frame.Restart(1, 2, 30, 20))));
    assertEquals(
        "010dffff" + "2a",
        HexFormat.of().formatHex(FrameCodec.encode(new Frame.Control(new byte[] {42}))));
  }

  @Test
  void anUnknownFormatOrKindIsRefused() {
    assertThrows(
        MalformedFrameException.class,
        () -> FrameCodec.decode(new byte[] {2, 1, 0, 0, 0, 0, 0, 0}));
    assertThrows(
        MalformedFrameException.class,
        () -> FrameCodec.decode(new byte[] {1, 99, 0, 0, 0, 0, 0, 0}));
  }

  @Test
  void timesThatCannotBeAreRefused() {
    for (Frame wrong :
        List.of(
            new Frame.Batch(1, 2, 20, 10, APPLIED, List.of()),
            new Frame.Batch(1, 2, -1, 10, APPLIED, List.of()),
            new Frame.Restart(1, 2, -30, 20),
            new Frame.Restart(1, 2, 30, -20),
            new Frame.Ack(1, 2, -20, Verdict.TAKEN),
            new Frame.Position(1, 2, 3, Map.of(EU, -7L)))) {
      byte[] bytes = FrameCodec.encode(wrong);
      assertThrows(MalformedFrameException.class, () -> FrameCodec.decode(bytes), wrong::toString);
    }
  }

  @Test
  void aControlFrameIsForNoShard() {
    byte[] frame = FrameCodec.encode(new Frame.Control(new byte[] {1, 2, 3}));
    frame[2] = 0;
    frame[3] = 1;
    assertThrows(MalformedFrameException.class, () -> FrameCodec.decode(frame));
  }
}
