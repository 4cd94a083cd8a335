package io.antipode.replication.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.log.LogRecord.Floor;
import io.antipode.replication.log.LogRecord.Forgotten;
import io.antipode.replication.log.LogRecord.Reached;
import io.antipode.replication.log.LogRecord.Restarted;
import io.antipode.replication.log.LogRecord.Stands;
import io.antipode.replication.log.LogRecord.Told;
import io.antipode.replication.log.LogRecord.Wiped;
import io.antipode.replication.mutation.MalformedMutationException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a shard remembers besides its writes, byte by byte. */
final class LogRecordCodecTest {
  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(
            new Reached(new Region("eu-west-1"), 5),
            "01010900" + "0000000000000005" + "0000000000000000" + "65752d776573742d31"),
        Arguments.of(new Floor(6), "01020000" + "0000000000000006" + "0000000000000000"),
        Arguments.of(new Forgotten(-2, 7), "01030000" + "fffffffffffffffe" + "0000000000000007"),
        Arguments.of(new Wiped(8), "01040000" + "0000000000000008" + "0000000000000000"),
        Arguments.of(
            new Stands(Standing.CURRENT), "01050000" + "0000000000000000" + "0000000000000000"),
        Arguments.of(
            new Stands(Standing.SUSPECT), "01050000" + "0000000000000001" + "0000000000000000"),
        Arguments.of(
            new Stands(Standing.STALE), "01050000" + "0000000000000002" + "0000000000000000"),
        Arguments.of(new Told(9), "01060000" + "0000000000000009" + "0000000000000000"),
        Arguments.of(
            new Restarted(new Region("eu-west-1"), 10),
            "01070900" + "000000000000000a" + "0000000000000000" + "65752d776573742d31"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void eachRecordHasItsBytes(LogRecord record, String hex) {
    ByteBuffer bytes = ByteBuffer.allocate(LogRecord.sizeOf(record));
    LogRecordCodec.encode(record, bytes);
    assertEquals(hex, HexFormat.of().formatHex(bytes.array()));
    assertEquals(record, LogRecordCodec.decodeState(bytes.flip()));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void otherBytesAreNoRecord(LogRecord record, String hex) {
    String format = "02" + hex.substring(2);
    String what = "0108" + hex.substring(4);
    for (String other : new String[] {format, what, hex + "00", hex.substring(2)}) {
      assertThrows(
          MalformedMutationException.class,
          () -> LogRecordCodec.decodeState(ByteBuffer.wrap(HexFormat.of().parseHex(other))),
          record + " as " + other);
    }
  }

  @Test
  void anUnknownStandingIsNone() {
    byte[] bytes = HexFormat.of().parseHex("01050000" + "0000000000000003" + "0000000000000000");
    assertThrows(
        MalformedMutationException.class, () -> LogRecordCodec.decodeState(ByteBuffer.wrap(bytes)));
  }
}
