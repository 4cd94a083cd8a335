package io.antipode.replication.checkpoint;

import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.mutation.MalformedMutationException;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads a checkpoint's entries block by block, each checked before any of it is handed out. Only
 * after the last block and the footer is it sure that nothing is missing: whoever builds from a
 * checkpoint throws away what it has when the reader throws. Blocks; one thread.
 */
public final class CheckpointReader implements AutoCloseable {
  private final Checkpoint checkpoint;
  private final DiskFile file;
  private final long footerOffset;
  private final CRC32C crcOfCrcs = new CRC32C();
  private final ByteBuffer crcBytes = ByteBuffer.allocate(Integer.BYTES);
  private ByteBuffer buffer = ByteBuffer.allocate(2 * CheckpointFormat.BLOCK_BYTES);
  private byte[] lastKey = {};
  private long offset;
  private int blocks;
  private long entries;

  private CheckpointReader(Checkpoint checkpoint, DiskFile file, long offset) {
    this.checkpoint = checkpoint;
    this.file = file;
    this.offset = offset;
    this.footerOffset = checkpoint.lengthBytes() - CheckpointFormat.FOOTER_BYTES;
  }

  /** Opens a checkpoint as {@link Checkpoints#list} found it. */
  public static CheckpointReader open(Disk disk, Checkpoint checkpoint) throws IOException {
    DiskFile file = disk.open(checkpoint.path());
    ByteBuffer start = ByteBuffer.allocate(2 * Integer.BYTES);
    file.readFully(0, start); // The header has been checked when the checkpoint was listed.
    return new CheckpointReader(checkpoint, file, start.getInt(Integer.BYTES));
  }

  /**
   * Hands out all entries.
   *
   * @throws DamagedFileException where the file is not what was written
   */
  public static void readAll(Disk disk, Checkpoint checkpoint, Consumer<Mutation> visitor)
      throws IOException {
    try (CheckpointReader reader = open(disk, checkpoint)) {
      while (reader.nextBlock(visitor)) {
        // The visitor has it.
      }
    }
  }

  /**
   * Hands out the entries of the next block.
   *
   * @return whether there was one; false after the last, once the footer has been checked
   * @throws DamagedFileException where the file is not what was written
   */
  public boolean nextBlock(Consumer<Mutation> visitor) throws IOException {
    if (offset == footerOffset) {
      checkFooter();
      return false;
    }
    int length = readBlock();
    int count = buffer.getInt(12);
    buffer.limit(length).position(CheckpointFormat.BLOCK_HEADER_BYTES);
    for (int i = 0; i < count; i++) {
      visitor.accept(entry());
    }
    if (buffer.hasRemaining()) {
      throw damaged("block " + blocks + " is longer than its entries");
    }
    crcOfCrcs.update(crcBytes.clear().putInt(buffer.getInt(0)).flip());
    offset += length;
    entries += count;
    blocks++;
    return true;
  }

  private int readBlock() throws IOException {
    long available = footerOffset - offset;
    if (available < CheckpointFormat.BLOCK_HEADER_BYTES) {
      throw damaged("block " + blocks + " is cut short");
    }
    read(CheckpointFormat.BLOCK_HEADER_BYTES);
    int length = buffer.getInt(4);
    if (length < CheckpointFormat.BLOCK_HEADER_BYTES || length > available) {
      throw damaged("block " + blocks + " has a length of " + length);
    }
    if (length > buffer.capacity()) {
      buffer = ByteBuffer.allocate(length);
    }
    read(length);
    if (buffer.getInt(0) != Crc.of(buffer, 4, length) || buffer.getInt(8) != blocks) {
      throw damaged("the checksum or the number does not match block " + blocks);
    }
    return length;
  }

  private void read(int length) throws IOException {
    buffer.clear().limit(length);
    if (file.readFully(offset, buffer) < length) {
      throw damaged("the file ends early");
    }
  }

  private Mutation entry() throws DamagedFileException {
    Mutation entry;
    try {
      entry = MutationCodec.decode(buffer);
    } catch (MalformedMutationException e) {
      throw damaged("block " + blocks + ": " + e.getMessage());
    }
    if (Arrays.compareUnsigned(lastKey, entry.key()) >= 0) {
      throw damaged("block " + blocks + " is out of order");
    }
    lastKey = entry.key();
    return entry;
  }

  private void checkFooter() throws IOException {
    read(CheckpointFormat.FOOTER_BYTES);
    buffer.flip();
    if (!buffer.equals(CheckpointFormat.footer(blocks, entries, (int) crcOfCrcs.getValue()))) {
      throw damaged("the footer does not match the blocks");
    }
  }

  private DamagedFileException damaged(String what) {
    return new DamagedFileException(checkpoint.path(), offset, what);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
