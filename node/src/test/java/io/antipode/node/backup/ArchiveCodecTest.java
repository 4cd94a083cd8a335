package io.antipode.node.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.backup.ArchiveCodec.Revised;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.ArchiveRecord.Deletion;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.backup.ArchiveRecord.Part;
import io.antipode.node.backup.ArchiveRecord.PartFile;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import io.antipode.replication.disk.DamagedFileException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of what the archive remembers. */
class ArchiveCodecTest {
  static final TableDescriptor TABLE =
      new TableDescriptor(
          7,
          "Music",
          TableStatus.ACTIVE,
          new SharedSettings(
              1,
              2,
              List.of(new AttributeDefinition("id", ScalarType.S)),
              KeySchema.of("id"),
              List.of(),
              BillingMode.PAY_PER_REQUEST,
              Throughput.NONE,
              null),
          LocalSettings.DEFAULT,
          Map.of());

  private static final Transfer TRANSFER =
      new Transfer(
          Direction.EXPORT,
          "01800000000000-0000000b",
          7,
          "Music",
          "{}",
          1,
          2,
          3,
          4,
          State.FAILED,
          "copy",
          "key",
          "code",
          "message",
          new Counts(5, 6, 7, 8, 9, 10));

  static List<ArchiveRecord> records() {
    return List.of(
        new Backup(
            "01800000000000-0000000a", "kept", Kind.USER, false, 3, 0, 0, 4, 5, TABLE, List.of()),
        new Backup(
            "01800000000000-00000000",
            "Music$DeletedTableBackup",
            Kind.SYSTEM,
            true,
            3,
            99,
            6,
            4,
            5,
            TABLE,
            List.of(
                new Part(11, List.of(new PartFile(9, 2, 300), new PartFile(11, 1, 200))),
                new Part(0, List.of()))),
        new Restore(1, "arn:aws:dynamodb:us-east-1:000000000000:table/Music", "arn", "id", 0, 8),
        new Restore(1, "arn:aws:dynamodb:us-east-1:000000000000:table/Music", null, "id", 7, 8),
        new Continuous(2, 3, 35),
        new Deletion(2, "01800000000000-0000000a"),
        TRANSFER);
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatIsWrittenIsRead(ArchiveRecord record) throws Exception {
    Revised revised = new Revised(record, 5);
    assertEquals(revised, ArchiveCodec.decode("file", ArchiveCodec.encode(revised)));
  }

  @Test
  void theBytesStayAsTheyAre() {
    assertEquals(
        "f6bf79a90000002f414e54495041524300024300000000000000040000000000000002000000000000000300000023",
        HexFormat.of()
            .formatHex(ArchiveCodec.encode(new Revised(new Continuous(2, 3, 35), 4)).array()));
    assertEquals(
        "3fcb6286000000b5414e54495041524300025400000000000000044546001730313830303030303030303030302d3030303030303062000000000000000700054d7573696300000000000000010000000000000002000000000000000300000000000000040004636f707900036b65790004636f646500076d65737361676500000000000000050000000000000006000000000000000700000000000000080000000000000009000000000000000a000000027b7d",
        HexFormat.of().formatHex(ArchiveCodec.encode(new Revised(TRANSFER, 4)).array()));
    assertEquals(
        "b8c521da00000027414e5449504152430002440000000000000004000000000000000200026964",
        HexFormat.of()
            .formatHex(ArchiveCodec.encode(new Revised(new Deletion(2, "id"), 4)).array()));
  }

  @Test
  void filesWithoutARevisionAreTheOldest() throws Exception {
    byte[] first =
        HexFormat.of()
            .parseHex(
                "31c5c8e400000027414e5449504152430001430000000000000002000000000000000300000023");
    assertEquals(
        new Revised(new Continuous(2, 3, 35), 0),
        ArchiveCodec.decode("file", ByteBuffer.wrap(first)));
    byte[] deletion =
        HexFormat.of().parseHex("42e4bed60000001f414e544950415243000144000000000000000200026964");
    assertEquals(
        new Revised(new Deletion(2, "id"), 0),
        ArchiveCodec.decode("file", ByteBuffer.wrap(deletion)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void damageAnywhereIsNamed(ArchiveRecord record) {
    byte[] good = ArchiveCodec.encode(new Revised(record, 5)).array();
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      DamagedFileException damaged =
          assertThrows(
              DamagedFileException.class,
              () -> ArchiveCodec.decode("backups/id/manifest", ByteBuffer.wrap(bad)));
      assertTrue(String.valueOf(damaged.getMessage()).contains("backups/id/manifest"));
    }
    for (int length = 0; length < good.length; length++) {
      ByteBuffer shorter = ByteBuffer.wrap(Arrays.copyOf(good, length));
      assertThrows(DamagedFileException.class, () -> ArchiveCodec.decode("file", shorter));
    }
  }
}
