package io.antipode.load.simulation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * The bytes of one simulated file, twice: as the process sees them, and as they are on the medium,
 * with the sectors in which the two may differ.
 */
final class SimulatedFile {
  static final int SECTOR_BYTES = 512;

  private byte[] current = new byte[4 * SECTOR_BYTES];
  private byte[] medium = new byte[4 * SECTOR_BYTES];
  private int currentLength;
  private int mediumLength;
  private final BitSet dirty = new BitSet();

  /** Whether its disk shows it under a name: an open file may have none any more. */
  boolean named;

  int length() {
    return currentLength;
  }

  int read(long offset, ByteBuffer into) {
    if (offset >= currentLength) {
      return -1;
    }
    int count = (int) Math.min(into.remaining(), currentLength - offset);
    into.put(current, (int) offset, count);
    return count;
  }

  /** Writes some bytes of a buffer at an offset. */
  void write(long offset, ByteBuffer from, int count) {
    if (count == 0) {
      return;
    }
    int start = Math.toIntExact(offset);
    int end = Math.addExact(start, count);
    current = grown(current, end);
    if (start > currentLength) {
      Arrays.fill(current, currentLength, start, (byte) 0);
      markDirty(currentLength, start);
    }
    from.get(current, start, count);
    currentLength = Math.max(currentLength, end);
    markDirty(start, end);
  }

  private void markDirty(int from, int to) {
    dirty.set(from / SECTOR_BYTES, (to - 1) / SECTOR_BYTES + 1);
  }

  void truncate(long length) {
    if (length < currentLength) {
      Arrays.fill(current, (int) length, currentLength, (byte) 0);
      currentLength = (int) length;
    }
  }

  void sync() {
    medium = grown(medium, currentLength);
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      toMedium(sector);
    }
    Arrays.fill(medium, currentLength, Math.max(currentLength, mediumLength), (byte) 0);
    mediumLength = currentLength;
    dirty.clear();
  }

  /**
   * A sync that fails as kernels do: what could not be written is forgotten as if it had been, so
   * that another sync would succeed without having written it.
   */
  void failSync(SplittableRandom random) {
    BitSet kept = keptSectors(random);
    medium = grown(medium, currentLength);
    for (int sector = kept.nextSetBit(0); sector >= 0; sector = kept.nextSetBit(sector + 1)) {
      toMedium(sector);
      mediumLength = Math.max(mediumLength, Math.min(currentLength, (sector + 1) * SECTOR_BYTES));
    }
    dirty.clear();
  }

  private void toMedium(int sector) {
    int from = sector * SECTOR_BYTES;
    int to = Math.min(from + SECTOR_BYTES, current.length);
    medium = grown(medium, to);
    System.arraycopy(current, from, medium, from, to - from);
  }

  /** What a power cut leaves: of the unsynced sectors none, a prefix, or any of them. */
  SimulatedFile afterPowerCut(SplittableRandom random) {
    SimulatedFile left = new SimulatedFile();
    left.medium = medium.clone();
    left.mediumLength = mediumLength;
    left.current = current;
    left.currentLength = currentLength;
    BitSet kept = keptSectors(random);
    for (int sector = kept.nextSetBit(0); sector >= 0; sector = kept.nextSetBit(sector + 1)) {
      left.toMedium(sector);
      left.mediumLength =
          Math.max(left.mediumLength, Math.min(currentLength, (sector + 1) * SECTOR_BYTES));
    }
    boolean lengthFirst = random.nextInt(4) == 0;
    if (lengthFirst || (currentLength < mediumLength && random.nextBoolean())) {
      // The length may reach the medium before the data: the rest reads as zeros.
      left.mediumLength = currentLength;
      left.medium = grown(left.medium, currentLength);
      Arrays.fill(left.medium, currentLength, left.medium.length, (byte) 0);
    }
    left.current = left.medium.clone();
    left.currentLength = left.mediumLength;
    return left;
  }

  private BitSet keptSectors(SplittableRandom random) {
    BitSet kept = (BitSet) dirty.clone();
    int mode = random.nextInt(4);
    int cut = dirty.isEmpty() ? 0 : random.nextInt(dirty.length() + 1);
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      boolean keep =
          switch (mode) {
            case 0 -> false;
            case 1 -> sector < cut;
            case 2 -> random.nextBoolean();
            default -> true;
          };
      kept.set(sector, keep);
    }
    return kept;
  }

  /** A copy with everything that was written, synced or not. */
  SimulatedFile afterKill() {
    SimulatedFile left = new SimulatedFile();
    left.current = current.clone();
    left.currentLength = currentLength;
    left.medium = medium.clone();
    left.mediumLength = mediumLength;
    left.dirty.or(dirty);
    return left;
  }

  void flipBit(long offset, int bit) {
    if (offset < currentLength) {
      current[(int) offset] ^= (byte) (1 << bit);
    }
    if (offset < mediumLength) {
      medium[(int) offset] ^= (byte) (1 << bit);
    }
  }

  private static byte[] grown(byte[] bytes, int needed) {
    if (needed <= bytes.length) {
      return bytes;
    }
    int sectors = Math.max(bytes.length * 2, needed) / SECTOR_BYTES + 1;
    return Arrays.copyOf(bytes, sectors * SECTOR_BYTES);
  }
}
