package io.antipode.node.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.serialization.impl.ByteArrayDataAccess;
import org.junit.jupiter.api.Test;

final class MapBytesTest {
  private static final LongHashFunction HASH = LongHashFunction.xx_r39();

  private final Random random = new Random(1);
  private final MapBytes bytes = new MapBytes();

  /** Of every length that the hash treats in its own way, longer and shorter ones in turns. */
  @Test
  void isFoundByWhatChronicleMakesOfAnArray() {
    for (int i = 0; i < 400; i++) {
      byte[] array = new byte[i % 2 == 0 ? i : 400 - i];
      random.nextBytes(array);
      bytes.set(array, 0, array.length);

      Data<byte[]> chronicles = new ByteArrayDataAccess().getData(array);

      assertEquals(chronicles.hash(HASH), bytes.hash(HASH), array.length + " bytes");
      assertEquals(chronicles.size(), bytes.size());
      assertTrue(Data.bytesEquivalent(bytes, chronicles));
      assertArrayEquals(array, bytes.get());
    }
  }

  @Test
  void takesPartOfAnArray() {
    byte[] array = new byte[300];
    random.nextBytes(array);

    bytes.set(array, 7, 200);

    assertArrayEquals(Arrays.copyOfRange(array, 7, 207), bytes.get());
  }

  @Test
  void hasRoomForWhatIsFilledInLater() {
    bytes.room(1_000)[999] = 5;

    assertEquals(1_000, bytes.size());
    assertEquals(5, bytes.bytes().readByte(bytes.offset() + 999));
  }
}
