package io.antipode.node.storage.chronicle;

import io.antipode.node.storage.view.StoreSeal.Part;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.disk.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The checksum of a closed file. Chronicle Map believes whatever it finds: given a shorter file, or
 * one with a flipped bit in its tables, it loses items or takes the process down. So its files are
 * opened only where they are, byte for byte, what was closed; the page cache has most of them, and
 * then it is a second for some gigabytes.
 *
 * <p>Of a file larger than {@link #WHOLE_BYTES} evenly spread blocks are looked at that make up
 * about as much, its first and last among them: a start must not take minutes.
 */
final class SealedFile {
  /** Files up to this size are looked at in whole. */
  static final long WHOLE_BYTES = 4L << 30;

  private static final int BLOCK_BYTES = 1 << 20;

  private SealedFile() {}

  /** Blocks, for as long as reading takes. */
  static Part seal(Path file) throws IOException {
    return new Part(file.getFileName().toString(), Files.size(file), checksum(file, WHOLE_BYTES));
  }

  /**
   * Blocks, for as long as reading takes.
   *
   * @throws DamagedFileException where the folder does not have that file as it was sealed
   */
  static void check(Path folder, Part sealed) throws IOException {
    Path file = folder.resolve(sealed.name());
    if (!Files.isRegularFile(file)) {
      throw new DamagedFileException(file.toString(), 0, "it is not there");
    }
    long lengthBytes = Files.size(file);
    if (lengthBytes != sealed.lengthBytes()) {
      throw new DamagedFileException(
          file.toString(),
          Math.min(lengthBytes, sealed.lengthBytes()),
          "%d bytes instead of %d".formatted(lengthBytes, sealed.lengthBytes()));
    }
    if (checksum(file, WHOLE_BYTES) != sealed.checksum()) {
      throw new DamagedFileException(file.toString(), 0, "other bytes than were closed");
    }
  }

  /**
   * @param wholeBytes about so many are looked at
   */
  static int checksum(Path file, long wholeBytes) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    Path folder = Objects.requireNonNull(file.getParent());
    try (DiskFile bytes = new FileDisk(folder).open(file.getFileName().toString())) {
      long length = bytes.length();
      long step = Math.max(1, (length + wholeBytes - 1) / wholeBytes) * BLOCK_BYTES;
      for (long offset = 0; offset < length; offset += step) {
        add(crc, bytes, offset, block);
      }
      if (step > BLOCK_BYTES) {
        add(crc, bytes, length - BLOCK_BYTES, block);
      }
    }
    return (int) crc.getValue();
  }

  private static void add(CRC32C crc, DiskFile bytes, long offset, ByteBuffer block)
      throws IOException {
    bytes.readFully(offset, block.clear());
    crc.update(block.flip());
  }
}
