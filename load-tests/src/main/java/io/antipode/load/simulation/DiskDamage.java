package io.antipode.load.simulation;

import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.journal.SyncJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Something that became of the files of a disk.
 *
 * @param what for people
 * @param path of the file
 * @param tookTheEnd whether the last bytes of the file were among those changed or cut off
 */
record DiskDamage(String what, String path, boolean tookTheEnd) {
  private static final int BLOCK_BYTES = 512;
  private static final int MAX_BYTES = 64;

  boolean isInJournal() {
    return path.equals(SyncJournal.PATH);
  }

  /** Changes some bytes of some file for sure. */
  static DiskDamage strike(SimulatedDisk disk, SplittableRandom random) throws IOException {
    while (true) {
      List<String> paths = disk.paths();
      String path = anyOf(paths, random);
      byte[] before = bytes(disk, path);
      if (before.length == 0) {
        continue;
      }
      byte[] after = before.clone();
      int at = random.nextInt(before.length);
      String what;
      switch (random.nextInt(6)) {
        case 0 -> {
          what = "a bit flipped at " + at;
          after[at] ^= (byte) (1 << random.nextInt(8));
        }
        case 1 -> {
          int count = Math.min(1 + random.nextInt(MAX_BYTES), before.length - at);
          what = count + " bytes of noise at " + at;
          for (int i = 0; i < count; i++) {
            after[at + i] = (byte) random.nextInt(256);
          }
        }
        case 2 -> {
          int block = at / BLOCK_BYTES * BLOCK_BYTES;
          what = "a block of zeros at " + block;
          Arrays.fill(after, block, Math.min(block + BLOCK_BYTES, after.length), (byte) 0);
        }
        case 3 -> {
          int one = at / BLOCK_BYTES * BLOCK_BYTES;
          int other = random.nextInt(before.length) / BLOCK_BYTES * BLOCK_BYTES;
          what = "blocks at %d and %d swapped".formatted(one, other);
          int count = Math.min(BLOCK_BYTES, before.length - Math.max(one, other));
          System.arraycopy(before, one, after, other, count);
          System.arraycopy(before, other, after, one, count);
        }
        case 4 -> {
          what = "cut off at " + at;
          after = Arrays.copyOf(before, at);
        }
        default -> {
          String source = paths.get(random.nextInt(paths.size()));
          byte[] foreign = bytes(disk, source);
          int block = at / BLOCK_BYTES * BLOCK_BYTES;
          int count = Math.min(BLOCK_BYTES, Math.min(before.length - block, foreign.length));
          what = "the first block of %s at %d".formatted(source, block);
          System.arraycopy(foreign, 0, after, block, count);
        }
      }
      if (!Arrays.equals(before, after)) {
        replace(disk, path, after);
        boolean end =
            after.length < before.length
                || after[after.length - 1] != before[before.length - 1]
                || Arrays.mismatch(before, after) >= before.length - BLOCK_BYTES;
        return new DiskDamage(path + ": " + what, path, end);
      }
    }
  }

  /** Some folder's: there are many log segments, and few checkpoints. */
  private static String anyOf(List<String> paths, SplittableRandom random) {
    List<String> folders = paths.stream().map(DiskDamage::folder).distinct().toList();
    String folder = folders.get(random.nextInt(folders.size()));
    List<String> files = paths.stream().filter(path -> folder(path).equals(folder)).toList();
    return files.get(random.nextInt(files.size()));
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static byte[] bytes(SimulatedDisk disk, String path) throws IOException {
    try (DiskFile file = disk.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
      file.read(0, bytes);
      return bytes.array();
    }
  }

  private static void replace(SimulatedDisk disk, String path, byte[] bytes) throws IOException {
    try (DiskFile file = disk.open(path)) {
      file.truncate(bytes.length);
      file.write(0, ByteBuffer.wrap(bytes));
      file.sync();
    }
  }
}
