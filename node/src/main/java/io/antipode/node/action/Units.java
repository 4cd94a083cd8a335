package io.antipode.node.action;

import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/** Capacity units from sizes, as DynamoDB rounds them. */
public final class Units {
  private static final int READ_UNIT_BYTES = 4_096;
  private static final int WRITE_UNIT_BYTES = 1_024;

  private Units() {}

  /** Of one read of so many bytes; a read of nothing costs as one of a byte. */
  public static double read(long sizeBytes, boolean consistent) {
    return ofBlocks(blocks(sizeBytes), consistent);
  }

  /** The 4 KB blocks that a read of so many bytes takes. */
  static long blocks(long sizeBytes) {
    return Math.max(1, (sizeBytes + READ_UNIT_BYTES - 1) / READ_UNIT_BYTES);
  }

  /** Of reads that take so many blocks. */
  public static double ofBlocks(long blocks, boolean consistent) {
    return consistent ? blocks : blocks / 2.0;
  }

  /** Of one write of so many bytes. */
  public static double write(int sizeBytes) {
    return Math.max(1, (sizeBytes + WRITE_UNIT_BYTES - 1) / WRITE_UNIT_BYTES);
  }

  static double write(Item item) {
    return write(item.sizeBytes());
  }

  /** Of a write in the table itself: the larger of the images counts. */
  static double write(@Nullable Item before, @Nullable Item after) {
    return write(
        Math.max(before == null ? 0 : before.sizeBytes(), after == null ? 0 : after.sizeBytes()));
  }
}
