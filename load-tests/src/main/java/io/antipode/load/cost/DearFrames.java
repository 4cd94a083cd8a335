package io.antipode.load.cost;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes frames up as a peer might send them: small, with counts, lengths and times that are not.
 */
final class DearFrames {
  private static final int KINDS = 15;
  private static final int RESEED_BEGIN = 7;
  private static final int MAX_BODY_BYTES = 4_096;

  private final Picks picks;
  private final int shards;

  DearFrames(Picks picks, int shards) {
    this.picks = picks;
    this.shards = shards;
  }

  byte[] next() {
    int kind = picks.below(KINDS);
    int shard = picks.below(8) == 0 ? 0xffff : picks.below(shards + 1);
    // A plausible beginning of a complete copy would be one: the region would serve nobody.
    byte[] body =
        picks.coin() || kind == RESEED_BEGIN ? picks.bytes(picks.below(MAX_BODY_BYTES)) : numbers();
    return ByteBuffer.allocate(4 + body.length)
        .put((byte) 1)
        .put((byte) kind)
        .putShort((short) shard)
        .put(body)
        .array();
  }

  /** Plausible words, one after the other: what a field holds depends on the frame's kind. */
  private byte[] numbers() {
    ByteBuffer body = ByteBuffer.allocate(MAX_BODY_BYTES);
    int words = picks.below(40);
    for (int i = 0; i < words; i++) {
      switch (picks.below(5)) {
        case 0 -> body.putInt(picks.oneOf(List.of(0, 1, -1, 1 << 20, Integer.MAX_VALUE)));
        case 1 -> body.putLong(picks.oneOf(List.of(0L, 1L, 1L << 62, Long.MAX_VALUE, -1L)));
        case 2 -> body.putShort((short) picks.below(1 << 16));
        case 3 -> body.put((byte) 9).put("eu-west-1".getBytes(StandardCharsets.US_ASCII));
        default -> body.put((byte) picks.below(4));
      }
    }
    byte[] written = new byte[body.position()];
    body.flip().get(written);
    return written;
  }
}
