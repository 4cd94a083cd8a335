package io.antipode.node.storage.chronicle;

import io.antipode.node.storage.view.ItemStore;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.node.storage.view.StoredHead;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Items in Chronicle Map files, two of them: one for items with their images, one for the chunks of
 * large images. Chronicle Map never syncs and disclaims what it holds after an unclean stop; the
 * shard's log is the truth, and these files are only ever reopened after an orderly close within
 * one run of the machine.
 */
public final class ChronicleItemStore implements ItemStore {
  /** Larger images are cut into chunks. */
  static final int MAX_INLINE_BYTES = 8 << 10;

  static final String KIND = "items";

  private final GrowingMap items;
  private final ImageChunks chunks;
  private final RegionCodes regions;
  private final MapBytes value = new MapBytes();
  private final MapFile.ValueReader<StoredItem> reader = this::read;
  private final MapFile.ValueReader<StoredHead> headReader = this::readHead;
  private final MapFile.ValueReader<byte[]> imageReader = this::readImage;
  private final MapFile.ValueReader<Integer> lengthReader = ChronicleItemStore::chunkedLength;

  /** Of the chunked image that {@link #readImage} came across; -1 for none. */
  private int chunkedLength;

  ChronicleItemStore(GrowingMap items, ImageChunks chunks) {
    this.items = items;
    this.chunks = chunks;
    this.regions = new RegionCodes(items);
  }

  @Override
  public @Nullable StoredItem get(byte[] key) {
    chunkedLength = -1;
    StoredItem found = items.read(key, reader);
    return found == null || chunkedLength < 0
        ? found
        : new StoredItem(found.version(), chunks.read(key, chunkedLength));
  }

  @Override
  public @Nullable StoredHead head(byte[] key) {
    return items.read(key, headReader);
  }

  @Override
  public byte @Nullable [] image(byte[] key) {
    chunkedLength = -1;
    byte[] image = items.read(key, imageReader);
    return chunkedLength < 0 ? image : chunks.read(key, chunkedLength);
  }

  @Override
  public void expect(byte[][] keys, int count) {
    items.expect(keys, count);
  }

  /** The image; null for a tombstone, and for one in chunks, whose length is kept. */
  private byte @Nullable [] readImage(MemorySegment bytes, long offset, int length) {
    if (ItemValue.kind(bytes, offset) != ItemValue.INLINE) {
      chunkedLength = chunkedLength(bytes, offset, length);
      return null;
    }
    byte[] image = new byte[length - ItemValue.HEADER_BYTES];
    MemorySegment.copy(
        bytes, ValueLayout.JAVA_BYTE, offset + ItemValue.HEADER_BYTES, image, 0, image.length);
    return image;
  }

  private StoredItem read(MemorySegment bytes, long offset, int length) {
    return new StoredItem(version(bytes, offset), readImage(bytes, offset, length));
  }

  private StoredHead readHead(MemorySegment bytes, long offset, int length) {
    int chunked = chunkedLength(bytes, offset, length);
    return new StoredHead(
        version(bytes, offset), chunked < 0 ? length - ItemValue.HEADER_BYTES : chunked);
  }

  private Version version(MemorySegment bytes, long offset) {
    return new Version(
        ItemValue.hlc(bytes, offset), regions.region(ItemValue.regionCode(bytes, offset)));
  }

  private static int chunkedLength(MemorySegment bytes, long offset, int length) {
    return ItemValue.kind(bytes, offset) == ItemValue.CHUNKED
        ? ItemValue.imageLength(bytes, offset)
        : -1;
  }

  @Override
  public void put(byte[] key, Version version, byte @Nullable [] image) {
    int code = regions.codeOf(version.region());
    if (image == null || image.length <= MAX_INLINE_BYTES) {
      forgetChunks(key, 0);
      ItemValue.inline(value, version.hlc(), code, image);
      items.put(key, value);
    } else {
      forgetChunks(key, image.length);
      chunks.put(key, image);
      ItemValue.chunked(value, version.hlc(), code, image.length);
      items.put(key, value);
    }
  }

  @Override
  public void remove(byte[] key) {
    forgetChunks(key, 0);
    items.remove(key);
  }

  private void forgetChunks(byte[] key, int keptLength) {
    if (chunks.isUnused()) {
      return;
    }
    Integer length = items.read(key, lengthReader);
    if (length != null && length > keptLength) {
      chunks.remove(key, length, keptLength);
    }
  }

  @Override
  public void forEach(Visitor visitor) {
    items.forEach(
        (key, value) -> {
          if (!RegionCodes.isKey(key)) {
            visit(key, value, visitor);
          }
        });
    chunks.measure();
  }

  private void visit(byte[] key, byte[] value, Visitor visitor) {
    ByteBuffer fields = ByteBuffer.wrap(value);
    int code = Byte.toUnsignedInt(fields.get(8));
    Version version = new Version(fields.getLong(0), regions.region(code));
    byte[] image =
        switch (fields.get(9)) {
          case ItemValue.INLINE -> Arrays.copyOfRange(value, ItemValue.HEADER_BYTES, value.length);
          case ItemValue.CHUNKED -> chunks.read(key, fields.getInt(ItemValue.HEADER_BYTES));
          default -> null;
        };
    visitor.visit(key, version, image);
  }

  @Override
  public long size() {
    return items.size() - regions.count();
  }

  @Override
  public long fileBytes() {
    return items.fileBytes() + chunks.fileBytes();
  }

  @Override
  public void attach(EventLoop loop) {
    items.attach(loop);
    chunks.attach(loop);
  }

  @Override
  public StoreSeal close() throws IOException {
    if (chunks.isInMemory()) {
      items.discard(); // What is left is found whole, or not at all.
      chunks.close();
      return StoreSeal.NONE;
    }
    List<StoreSeal.Part> parts = new ArrayList<>();
    for (Optional<Path> closed : List.of(items.close(), chunks.close())) {
      if (closed.isPresent()) {
        parts.add(SealedFile.seal(closed.get()));
      }
    }
    return new StoreSeal(parts);
  }
}
