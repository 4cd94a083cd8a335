package io.antipode.node.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.serialization.impl.ByteArrayDataAccess;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayAccessTest {
  private static final int OFFSET = 5;

  /** Files of either way are read the other way. */
  @Property(tries = 300)
  void hashesAsChroniclesOwnWay(@ForAll @Size(max = 200) byte[] bytes) {
    LongHashFunction function = LongHashFunction.xx_r39();
    assertEquals(
        new ByteArrayDataAccess().getData(bytes).hash(function), data(bytes).hash(function));
  }

  @Test
  void isEqualToItsBytesAlone() {
    for (int length = 0; length <= 26; length++) {
      byte[] bytes = new byte[length];
      byte[] around = new byte[OFFSET + length + 8];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) (7 * i - 90);
      }
      System.arraycopy(bytes, 0, around, OFFSET, length);
      Bytes<?> memory = Bytes.allocateDirect(around);
      assertTrue(data(bytes).equivalent(memory, OFFSET));
      for (int i = 0; i < length; i++) {
        memory.writeByte(OFFSET + i, (byte) (bytes[i] ^ 0x80));
        assertFalse(data(bytes).equivalent(memory, OFFSET), length + " bytes, at " + i);
        memory.writeByte(OFFSET + i, bytes[i]);
      }
      memory.releaseLast();
    }
  }

  @Test
  void writesItsBytes() {
    BytesStore<?, ?> target = BytesStore.wrap(new byte[8]);
    data(new byte[] {1, 2, 3}).writeTo(target, 2);
    assertArrayEquals(new byte[] {0, 0, 1, 2, 3, 0, 0, 0}, target.toByteArray());
  }

  @Test
  void showsItsBytes() {
    byte[] bytes = {4, 5, 6};
    Data<byte[]> data = data(bytes);
    assertEquals(3, data.size());
    assertEquals(5, data.bytes().readByte(data.offset() + 1));
    assertSame(bytes, data.get());
    assertArrayEquals(bytes, data.getUsing(null));
    assertNotSame(bytes, data.getUsing(null));
  }

  @Test
  void aFileOfAnEarlierBuildOpens(@TempDir Path folder) throws IOException {
    MapFileName name = new MapFileName("items", 0, 64, 132);
    Path path = folder.resolve(name.fileName());
    byte[] key = "a key of more than eight bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (ChronicleMap<byte[], byte[]> before =
        ChronicleMapBuilder.of(byte[].class, byte[].class)
            .name(name.kind())
            .entries(name.entries())
            .averageKeySize(MapFileName.KEY_BYTES)
            .averageValueSize(100)
            .keySizeMarshaller(new FourByteSize())
            .valueSizeMarshaller(new FourByteSize())
            .actualSegments(16)
            .checksumEntries(false)
            .createPersistedTo(path.toFile())) {
      before.put(key, new byte[] {1, 2});
    }
    MapFile file = MapFile.open(path, name);
    assertEquals("2", secondByte(file, key));
    file.put(key, new byte[] {3, 4});
    file.close(folder);
    MapFile again = MapFile.open(path, name);
    assertEquals("4", secondByte(again, key));
    again.close(folder);
  }

  private static @Nullable String secondByte(MapFile file, byte[] key) {
    return file.read(key, (bytes, offset, length) -> String.valueOf(bytes.readByte(offset + 1)));
  }

  private static Data<byte[]> data(byte[] bytes) {
    return new ArrayAccess().getData(bytes);
  }
}
