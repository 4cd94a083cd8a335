package io.antipode.replication.checkpoint;

import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The block that is being filled, and what the footer will say. Reused from block to block; grows
 * for an entry larger than a block.
 */
final class CheckpointBlock implements CheckpointSource.Sink {
  private ByteBuffer buffer = ByteBuffer.allocateDirect(2 * CheckpointFormat.BLOCK_BYTES);
  private final CRC32C crcOfCrcs = new CRC32C();
  private final ByteBuffer crcBytes = ByteBuffer.allocate(Integer.BYTES);
  private byte[] lastKey = {};
  private int count;
  private int blocks;
  private long entries;

  CheckpointBlock() {
    begin();
  }

  private void begin() {
    buffer.clear().position(CheckpointFormat.BLOCK_HEADER_BYTES);
    count = 0;
  }

  @Override
  public void add(Mutation entry) {
    if (entry.oldImage() != null || Arrays.compareUnsigned(lastKey, entry.key()) >= 0) {
      throw new IllegalArgumentException("an old image, or a key out of order");
    }
    int sizeBytes = MutationCodec.sizeOf(entry);
    if (buffer.remaining() < sizeBytes) {
      ByteBuffer larger = ByteBuffer.allocateDirect(buffer.position() + sizeBytes);
      buffer = larger.put(buffer.flip());
    }
    MutationCodec.encode(entry, buffer);
    lastKey = entry.key();
    count++;
  }

  @Override
  public boolean isFull() {
    return buffer.position() >= CheckpointFormat.BLOCK_BYTES;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** The block's bytes; {@link #written} afterwards. */
  ByteBuffer seal() {
    buffer.putInt(8, blocks).putInt(12, count);
    int crc = CheckpointFormat.seal(buffer, 0);
    crcOfCrcs.update(crcBytes.clear().putInt(crc).flip());
    blocks++;
    entries += count;
    return buffer.flip();
  }

  void written() {
    begin();
  }

  ByteBuffer footer() {
    return CheckpointFormat.footer(blocks, entries, (int) crcOfCrcs.getValue());
  }

  long entries() {
    return entries;
  }
}
