package io.antipode.node.storage.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.memory.MemoryShare;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The index is a sorted set of byte strings: whatever TreeSet answers, it answers. */
class KeyIndexTest {
  private final KeyMemory memory = KeyMemory.offHeap(new MemoryShare(1L << 40));

  @AfterProperty
  @AfterEach
  void free() {
    memory.close();
  }

  @Property(tries = 200)
  void behavesAsASortedSet(
      @ForAll long seed, @ForAll @IntRange(min = 160, max = 600) int fullBytes) {
    Random random = new Random(seed);
    KeyIndex index = new KeyIndex(memory, fullBytes);
    NavigableSet<byte[]> model = new TreeSet<>(Arrays::compareUnsigned);
    int growing = 3 + random.nextInt(6);
    for (int step = 0; step < 3_000; step++) {
      byte[] key = randomKey(random);
      if (random.nextInt(10) < growing) {
        assertEquals(model.add(key), index.insert(key));
      } else {
        assertEquals(model.remove(key), index.remove(key));
      }
      if (step % 500 == 499) {
        removeSomeRange(random, index, model);
        growing = random.nextInt(10);
      }
      assertEquals(model.contains(key), index.contains(key));
      if (step % 500 == 0) {
        KeyTreeCheck.check(index);
      }
    }
    assertSame(model, index);
    assertSeeks(random, model, index);
  }

  @Property(tries = 100)
  void comesBackFromItsBytesAndGoesOn(
      @ForAll long seed, @ForAll @IntRange(min = 160, max = 600) int fullBytes) throws IOException {
    Random random = new Random(seed);
    KeyIndex written = new KeyIndex(memory, fullBytes);
    NavigableSet<byte[]> model = new TreeSet<>(Arrays::compareUnsigned);
    for (int step = random.nextInt(2_000); step > 0; step--) {
      byte[] key = randomKey(random);
      model.add(key);
      written.insert(key);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    written.writeTo(new DataOutputStream(bytes));

    KeyIndex read = new KeyIndex(memory, fullBytes);
    read.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertSame(model, read);
    for (int step = 0; step < 500; step++) {
      byte[] key = randomKey(random);
      if (random.nextBoolean()) {
        assertEquals(model.add(key), read.insert(key));
      } else {
        assertEquals(model.remove(key), read.remove(key));
      }
    }
    assertSame(model, read);
    assertSeeks(random, model, read);
  }

  private static void removeSomeRange(Random random, KeyIndex index, NavigableSet<byte[]> model) {
    byte[] from = randomKey(random);
    byte[] to = random.nextInt(4) == 0 ? null : randomKey(random);
    if (to != null && Arrays.compareUnsigned(from, to) > 0) {
      return;
    }
    NavigableSet<byte[]> gone =
        to == null ? model.tailSet(from, true) : model.subSet(from, true, to, false);
    int expected = gone.size();
    gone.clear();
    int removed = 0;
    int slice;
    do {
      slice = index.removeRange(from, to, 7);
      removed += slice;
    } while (slice == 7);
    assertEquals(expected, removed);
  }

  private static byte[] randomKey(Random random) {
    // Few letters, so that keys meet and share prefixes; now and then a very long one.
    int length = random.nextInt(40) == 0 ? 3_000 + random.nextInt(13_000) : random.nextInt(7);
    byte[] key = new byte[length];
    for (int i = 0; i < Math.min(length, 6); i++) {
      key[i] = (byte) (random.nextInt(4) * 85);
    }
    if (length > 6 && random.nextBoolean()) {
      key[length - 1] = (byte) random.nextInt(5);
    }
    return key;
  }

  private static void assertSame(NavigableSet<byte[]> model, KeyIndex index) {
    assertEquals(model.size(), index.size());
    KeyTreeCheck.check(index);
    KeyCursor cursor = index.cursor();
    boolean there = cursor.seekAtLeast(new byte[0]);
    for (byte[] key : model) {
      assertTrue(there);
      assertArrayEquals(key, cursor.key());
      there = cursor.next();
    }
    assertFalse(there);
    there = cursor.seekBelow(null);
    for (byte[] key : model.descendingSet()) {
      assertTrue(there);
      assertArrayEquals(key, cursor.key());
      there = cursor.previous();
    }
    assertFalse(there);
  }

  private static void assertSeeks(Random random, NavigableSet<byte[]> model, KeyIndex index) {
    KeyCursor cursor = index.cursor();
    for (int i = 0; i < 200; i++) {
      byte[] bound = randomKey(random);
      byte[] ceiling = model.ceiling(bound);
      assertEquals(ceiling != null, cursor.seekAtLeast(bound));
      if (ceiling != null) {
        assertArrayEquals(ceiling, cursor.key());
      }
      byte[] lower = model.lower(bound);
      assertEquals(lower != null, cursor.seekBelow(bound));
      if (lower != null) {
        assertArrayEquals(lower, cursor.key());
      }
    }
  }

  @Property(tries = 100)
  void cursorsGoOnAfterChanges(@ForAll long seed) {
    Random random = new Random(seed);
    KeyIndex index = new KeyIndex(memory, 160);
    NavigableSet<byte[]> model = new TreeSet<>(Arrays::compareUnsigned);
    for (int i = 0; i < 300; i++) {
      byte[] key = randomKey(random);
      model.add(key);
      index.insert(key);
    }
    KeyCursor cursor = index.cursor();
    assertTrue(cursor.seekAtLeast(new byte[0]));
    for (int i = 0; i < 500; i++) {
      byte[] at = cursor.key();
      for (int change = random.nextInt(3); change > 0; change--) {
        byte[] key = random.nextBoolean() ? at : randomKey(random);
        if (random.nextBoolean()) {
          model.add(key);
          index.insert(key);
        } else {
          model.remove(key);
          index.remove(key);
        }
      }
      boolean up = random.nextInt(3) > 0;
      byte[] expected = up ? model.higher(at) : model.lower(at);
      assertEquals(expected != null, up ? cursor.next() : cursor.previous());
      assertArrayEquals(expected == null ? at : expected, cursor.key());
    }
  }

  @Test
  void keysInOrderAndManyKeysUnderOneLongPrefix() {
    KeyIndex index = new KeyIndex(memory);
    byte[] partition = new byte[2_048];
    for (int i = 0; i < 20_000; i++) {
      byte[] key = Arrays.copyOf(partition, partition.length + 4);
      key[partition.length] = (byte) (i >>> 16);
      key[partition.length + 1] = (byte) (i >>> 8);
      key[partition.length + 2] = (byte) i;
      assertTrue(index.insert(key));
    }
    assertTrue(index.insert(new byte[] {1}));
    assertTrue(index.insert(new byte[] {0}));
    assertEquals(20_002, index.size());
    assertEquals(20_001, index.removeRange(new byte[0], new byte[] {1}, Integer.MAX_VALUE));
    assertTrue(index.contains(new byte[] {1}));
  }

  @Test
  void aRangeInTheMiddleOfALeafGoesWhateverTheBound() {
    KeyIndex index = new KeyIndex(memory);
    for (byte key = 0; key < 9; key++) {
      index.insert(new byte[] {key});
    }
    assertEquals(3, index.removeRange(new byte[] {2}, new byte[] {5}, Integer.MAX_VALUE));
    assertEquals(6, index.size());
    KeyTreeCheck.check(index);
  }

  @Test
  void longestKeysThatShareNearlyAllOfTheirBytesInPairs() {
    KeyIndex index = new KeyIndex(memory);
    NavigableSet<byte[]> model = new TreeSet<>(Arrays::compareUnsigned);
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      byte[] key = new byte[KeyIndex.MAX_KEY_BYTES - random.nextInt(3)];
      random.nextBytes(key);
      for (int end = 0; end < 3; end++) {
        byte[] sibling = key.clone();
        sibling[key.length - 1] = (byte) end;
        assertEquals(model.add(sibling), index.insert(sibling));
      }
    }
    assertSame(model, index);
    for (byte[] key : List.copyOf(model)) {
      if (random.nextInt(4) > 0) {
        model.remove(key);
        assertTrue(index.remove(key));
      }
    }
    assertSame(model, index);
  }

  @Test
  void refusesAKeyThatNoPageHolds() {
    KeyIndex index = new KeyIndex(memory);
    byte[] key = new byte[KeyIndex.MAX_KEY_BYTES + 1];
    assertThrows(IllegalArgumentException.class, () -> index.insert(key));
    assertEquals(0, index.size());
  }

  @Test
  void keysInOrderFillTheirPages() {
    KeyIndex index = new KeyIndex(memory);
    byte[] key = new byte[32];
    for (int i = 0; i < 100_000; i++) {
      ByteBuffer.wrap(key).putInt(12, i);
      index.insert(key);
    }
    // Of 32 bytes in order about half are a page's common prefix; a key's place takes four more.
    assertTrue(memory.bytes() < 100_000 * 28, memory.bytes() + " bytes");
  }

  @Test
  void memoryGoesBackWithTheKeys() {
    KeyIndex index = new KeyIndex(memory);
    byte[] key = new byte[16];
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      random.nextBytes(key);
      key[0] = (byte) (i & 1);
      index.insert(key);
    }
    long full = memory.bytes();
    while (index.removeRange(new byte[] {1}, null, 256) == 256) {
      // The next slice.
    }
    KeyTreeCheck.check(index);
    assertEquals(100_000, index.size());
    while (index.removeRange(new byte[0], null, 256) == 256) {
      // The next slice.
    }
    assertTrue(memory.bytes() < full / 4, memory.bytes() + " bytes of " + full);
    assertEquals(0, index.size());
  }

  @Test
  void isNotUsedOnceItsMemoryIsFreed() {
    KeyIndex index = new KeyIndex(memory);
    index.insert(new byte[] {1});
    KeyCursor cursor = index.cursor();
    assertTrue(cursor.seekAtLeast(new byte[0]));
    memory.close();
    assertThrows(IllegalStateException.class, () -> index.contains(new byte[] {1}));
    assertThrows(IllegalStateException.class, cursor::next);
  }
}
