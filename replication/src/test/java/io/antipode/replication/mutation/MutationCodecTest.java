package io.antipode.replication.mutation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The bytes of a mutation: fixed for good, and safe to read whatever they are. */
final class MutationCodecTest {
  private static final Mutation SAMPLE =
      new Mutation(
          new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
          new Version(0x0102_0304_0506_0708L, new Region("eu-west-1")),
          new byte[] {0x11, 0x12},
          new byte[] {0x21},
          0x55,
          Mutation.HAD_OLD | Mutation.EXPIRED);

  @Test
  void goldenBytesOfTheWholeForm() {
    assertEquals(
        "01090000" // format, region length, 0
            + "00000005" // flags
            + "0102030405060708" // hybrid logical time
            + "0000000000000055" // stream epoch
            + "00000009" // key length
            + "00000002" // new image length
            + "00000001" // old image length
            + "65752d776573742d31" // eu-west-1
            + "010203040506070809"
            + "1112"
            + "21",
        hex(encode(SAMPLE)));
  }

  @Test
  void goldenBytesOfTheShippedForm() {
    ByteBuffer into = ByteBuffer.allocate(MutationCodec.shippedSizeOf(SAMPLE));
    MutationCodec.encodeShipped(SAMPLE, into);
    assertEquals(
        "01090000"
            + "00000004" // only what holds everywhere
            + "0102030405060708"
            + "0000000000000000"
            + "00000009"
            + "00000002"
            + "ffffffff" // no old image
            + "65752d776573742d31"
            + "010203040506070809"
            + "1112",
        hex(into.flip()));
  }

  @Test
  void aTombstoneHasNoImage() {
    Mutation tombstone = new Mutation(SAMPLE.key(), SAMPLE.version(), null, null, 0, 0);
    Mutation decoded = MutationCodec.decode(encode(tombstone));
    assertNull(decoded.newImage());
    assertNull(decoded.oldImage());
  }

  @Property
  void whatIsEncodedIsDecoded(@ForAll("mutations") Mutation mutation) {
    ByteBuffer bytes = encode(mutation);
    Mutation decoded = MutationCodec.decode(bytes);
    assertEquals(0, bytes.remaining());
    assertArrayEquals(mutation.key(), decoded.key());
    assertEquals(mutation.version(), decoded.version());
    assertArrayEquals(mutation.newImage(), decoded.newImage());
    assertArrayEquals(mutation.oldImage(), decoded.oldImage());
    assertEquals(mutation.streamEpochMs(), decoded.streamEpochMs());
    assertEquals(mutation.flags(), decoded.flags());
  }

  @Property
  void everyCutOfTheBytesIsRefused(@ForAll("mutations") Mutation mutation) {
    ByteBuffer whole = encode(mutation);
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThrows(MalformedMutationException.class, () -> MutationCodec.decode(cut));
    }
  }

  @Property
  void arbitraryBytesAreRefusedOrDecodedWithinTheirBounds(@ForAll byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      MutationCodec.decode(buffer);
    } catch (MalformedMutationException e) {
      return;
    }
    assertEquals(1, bytes[0]);
  }

  @Property
  void aChangedHeaderIsRefusedOrDecodedWithinItsBounds(
      @ForAll("mutations") Mutation mutation, @ForAll byte value, @ForAll int at) {
    ByteBuffer bytes = encode(mutation);
    bytes.put(Math.floorMod(at, MutationCodec.HEADER_BYTES), value);
    try {
      MutationCodec.decode(bytes);
    } catch (MalformedMutationException e) {
      return;
    }
    assertEquals(1, bytes.get(0));
  }

  @Test
  void anUnknownFormatIsRefused() {
    ByteBuffer bytes = encode(SAMPLE).put(0, (byte) 2);
    assertThrows(MalformedMutationException.class, () -> MutationCodec.decode(bytes));
  }

  @Provide
  Arbitrary<Mutation> mutations() {
    Arbitrary<byte[]> images = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    return Combinators.combine(
            Arbitraries.bytes().array(byte[].class).ofMinSize(8).ofMaxSize(60),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.of("us-east-1", "ap-southeast-2", "eu-west-1").map(Region::new),
            images.injectNull(0.2),
            images.injectNull(0.5),
            Arbitraries.longs(),
            Arbitraries.integers())
        .as(
            (key, hlc, region, image, old, epoch, flags) ->
                new Mutation(key, new Version(hlc, region), image, old, epoch, flags));
  }

  private static ByteBuffer encode(Mutation mutation) {
    ByteBuffer into = ByteBuffer.allocate(MutationCodec.sizeOf(mutation));
    MutationCodec.encode(mutation, into);
    assertEquals(0, into.remaining());
    return into.flip();
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
