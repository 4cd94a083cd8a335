package io.antipode.node.storage.chronicle;

import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.RandomDataInput;
import net.openhft.chronicle.hash.AbstractData;
import org.jspecify.annotations.Nullable;

/**
 * A key or a value on its way into a map: one array, used again and again. Given an array,
 * Chronicle Map would wrap it at each access, in objects of 200 bytes. One thread at a time.
 */
final class MapBytes extends AbstractData<byte[]> {
  private byte[] array = new byte[64];
  private BytesStore<?, ?> store = BytesStore.wrap(array);
  private int size;

  /** Takes a copy of bytes. */
  MapBytes set(byte[] from, int offset, int length) {
    System.arraycopy(from, offset, room(length), 0, length);
    return this;
  }

  /** Begins anew with so many bytes, to be filled in by the caller at once. */
  byte[] room(int length) {
    if (array.length < length) {
      array = new byte[Math.max(length, array.length * 2)];
      store = BytesStore.wrap(array);
    }
    size = length;
    return array;
  }

  /** The array, whose first {@link #length} bytes these are. */
  byte[] array() {
    return array;
  }

  int length() {
    return size;
  }

  @Override
  public RandomDataInput bytes() {
    return store;
  }

  @Override
  public long offset() {
    return store.start();
  }

  @Override
  public long size() {
    return size;
  }

  /** What Chronicle Map makes of an array: files of older builds are found by it. */
  @Override
  public long hash(LongHashFunction function) {
    return function.hashBytes(array, 0, size);
  }

  @Override
  public byte[] get() {
    return getUsing(null);
  }

  @Override
  public byte[] getUsing(byte @Nullable [] using) {
    byte[] copy = using != null && using.length == size ? using : new byte[size];
    System.arraycopy(array, 0, copy, 0, size);
    return copy;
  }
}
