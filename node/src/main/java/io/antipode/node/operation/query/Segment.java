package io.antipode.node.operation.query;

import io.antipode.node.api.ApiException;
import io.antipode.node.item.KeyRange;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.Parameters;
import java.nio.ByteBuffer;

/**
 * One part of a parallel Scan: a contiguous range of the 32 bits of partition hash that order a
 * shard's partitions, the same range in every shard.
 *
 * @param number from 0
 * @param total 1 for a Scan that is not parallel
 */
public record Segment(int number, int total) {
  /** All of it. */
  public static final Segment WHOLE = new Segment(0, 1);

  private static final long HASHES = 1L << 32;

  /** The request's segment; refuses one parameter without the other. */
  static Segment of(Parameters request) {
    Integer number = request.whole(Parameter.SEGMENT);
    Integer total = request.whole(Parameter.TOTAL_SEGMENTS);
    if (number == null && total == null) {
      return WHOLE;
    }
    if (total == null) {
      throw ApiException.validation(
          "The TotalSegments parameter is required but was not present in the request when Segment"
              + " parameter is present");
    }
    if (number == null) {
      throw ApiException.validation(
          "The Segment parameter is required but was not present in the request when parameter"
              + " TotalSegments is present");
    }
    if (number >= total) {
      throw ApiException.validation(
          "The Segment parameter is zero-based and must be less than parameter TotalSegments:"
              + " Segment: "
              + number
              + " is not less than TotalSegments: "
              + total);
    }
    return new Segment(number, total);
  }

  /**
   * The keys of this segment.
   *
   * @param id of the table or index
   */
  KeyRange range(long id) {
    KeyRange all = KeyRange.prefix(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
    return new KeyRange(
        number == 0 ? all.from() : bound(id, number),
        number + 1 == total ? all.to() : bound(id, number + 1));
  }

  /** The first key of a segment: segments cut the hashes evenly, without gap or overlap. */
  private byte[] bound(long id, int segment) {
    long hash = (HASHES * segment + total - 1) / total;
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(id).putInt((int) hash).array();
  }

  ApiException wrongStart() {
    return ApiException.validation(
        StartKey.INVALID
            + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment."
            + " TotalSegments: "
            + total
            + " Segment: "
            + number);
  }
}
