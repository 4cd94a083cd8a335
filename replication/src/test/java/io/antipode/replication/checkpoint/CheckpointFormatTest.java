package io.antipode.replication.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.Standing;
import io.antipode.replication.mutation.Mutation;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes of a checkpoint are fixed for good. */
final class CheckpointFormatTest {
  private static final Region SELF = new Region("eu-west-1");
  private static final Mutation ENTRY =
      new Mutation(new byte[] {0, 0, 0, 0, 0, 0, 0, 1}, new Version(9, SELF), null, null, 0, 0);

  @Test
  void goldenBytesOfAHeader() {
    ByteBuffer bytes =
        CheckpointFormat.encode(
            new CheckpointHeader(
                new ShardId(3),
                SELF,
                1,
                2,
                new LogState(Map.of(SELF, 4L), 5, Standing.STALE, 6),
                3));
    assertEquals(
        "0000005b" // length of all
            + "414e54495043" // magic
            + "4b50"
            + "0003" // format
            + "0003" // shard
            + "09010200" // region length, watermarks, standing, 0
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000003"
            + "0000000000000005"
            + "0000000000000006"
            + "65752d776573742d31"
            + "0965752d776573742d31"
            + "0000000000000004",
        hexAfterChecksum(bytes));
  }

  @Test
  void goldenBytesOfABlockAndTheFooter() {
    CheckpointBlock block = new CheckpointBlock();
    block.add(ENTRY);
    ByteBuffer bytes = block.seal();
    int blockCrc = bytes.getInt(0);
    assertEquals(
        "00000045" // length of all
            + "00000000" // number
            + "00000001" // count
            + "0109000000000000"
            + "0000000000000009"
            + "0000000000000000"
            + "00000008"
            + "ffffffff"
            + "ffffffff"
            + "65752d776573742d31"
            + "0000000000000001",
        hexAfterChecksum(bytes));
    ByteBuffer crcs = ByteBuffer.allocate(4).putInt(blockCrc).flip();
    assertEquals(
        "0000001c"
            + "ffffffff"
            + "00000001" // blocks
            + "0000000000000001" // entries
            + "%08x".formatted(Crc.of(crcs, 0, 4)),
        hexAfterChecksum(block.footer()));
  }

  @Test
  void entriesOutOfOrderAreRefused() {
    CheckpointBlock block = new CheckpointBlock();
    block.add(ENTRY);
    assertThrows(IllegalArgumentException.class, () -> block.add(ENTRY));
  }

  private static String hexAfterChecksum(ByteBuffer bytes) {
    assertEquals(Crc.of(bytes, 4, bytes.limit()), bytes.getInt(0));
    byte[] copy = new byte[bytes.limit() - 4];
    bytes.get(4, copy);
    return HexFormat.of().formatHex(copy);
  }
}
