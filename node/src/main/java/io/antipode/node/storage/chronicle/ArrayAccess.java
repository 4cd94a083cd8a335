package io.antipode.node.storage.chronicle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.RandomDataInput;
import net.openhft.chronicle.bytes.RandomDataOutput;
import net.openhft.chronicle.hash.AbstractData;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.serialization.DataAccess;
import org.jspecify.annotations.Nullable;

/**
 * Hands arrays to Chronicle Map as they are. Its own way wraps each in a store of bytes with all
 * that counts references to it: 300 bytes and more for every lookup. The map keeps one for each
 * thread and use, and its name in the head of the file.
 */
public final class ArrayAccess extends AbstractData<byte[]> implements DataAccess<byte[]> {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private transient byte @Nullable [] array;

  @Override
  public Data<byte[]> getData(byte[] instance) {
    array = instance;
    return this;
  }

  @Override
  public void uninit() {
    array = null;
  }

  @Override
  public DataAccess<byte[]> copy() {
    return new ArrayAccess();
  }

  @Override
  public byte[] get() {
    return Objects.requireNonNull(array);
  }

  @Override
  public byte[] getUsing(byte @Nullable [] using) {
    return get().clone();
  }

  @Override
  public RandomDataInput bytes() {
    return BytesStore.wrap(get());
  }

  @Override
  public long offset() {
    return bytes().start();
  }

  @Override
  public long size() {
    return get().length;
  }

  @Override
  public long hash(LongHashFunction function) {
    return function.hashBytes(get());
  }

  @Override
  public boolean equivalent(RandomDataInput source, long sourceOffset) {
    byte[] bytes = get();
    int at = 0;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      if (source.readLong(sourceOffset + at) != (long) LONG.get(bytes, at)) {
        return false;
      }
    }
    for (; at < bytes.length; at++) {
      if (source.readByte(sourceOffset + at) != bytes[at]) {
        return false;
      }
    }
    return true;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Chronicle declares it
  public void writeTo(RandomDataOutput target, long targetOffset) {
    target.write(targetOffset, get(), 0, get().length);
  }
}
