package io.antipode.cluster.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MetadataEntryTest {
  private static final MetadataEntry ENTRY = new MetadataEntry(3, "table".getBytes(UTF_8));

  @Test
  void theLayoutIsFixedToTheByte() {
    assertEquals(
        "41504d45" + "00000001" + "0000000000000003" + "00000005" + "faefac7f" + "7461626c65",
        HexFormat.of().formatHex(ENTRY.encode()));
  }

  @Property
  void whatIsDecodedEqualsWhatWasEncoded(
      @ForAll @LongRange(min = 1) long revision, @ForAll byte[] payload) {
    MetadataEntry decoded = MetadataEntry.decode(new MetadataEntry(revision, payload).encode());
    assertEquals(revision, decoded.revision());
    assertArrayEquals(payload, decoded.payload());
  }

  @Property
  void anyFlippedBitIsFound(@ForAll @IntRange(max = 8 * 29 - 1) int bit) {
    byte[] bytes = ENTRY.encode();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    assertThrows(IllegalArgumentException.class, () -> MetadataEntry.decode(bytes));
  }

  @Property
  void anyCutIsFound(@ForAll @IntRange(max = 28) int length) {
    byte[] bytes = java.util.Arrays.copyOf(ENTRY.encode(), length);
    assertThrows(IllegalArgumentException.class, () -> MetadataEntry.decode(bytes));
  }

  @Test
  void theGreaterRevisionWinsThenTheGreaterBytes() {
    MetadataEntry later = new MetadataEntry(4, "a".getBytes(UTF_8));
    MetadataEntry twin = new MetadataEntry(3, "tablf".getBytes(UTF_8));
    assertTrue(ENTRY.beats(null));
    assertTrue(later.beats(ENTRY));
    assertFalse(ENTRY.beats(later));
    assertTrue(twin.beats(ENTRY));
    assertFalse(ENTRY.beats(twin));
    assertFalse(ENTRY.beats(ENTRY));
  }
}
