package io.antipode.node.storage.streams;

import static io.antipode.node.storage.streams.StreamWorld.LOUD;
import static io.antipode.node.storage.streams.StreamWorld.QUIET;
import static io.antipode.node.storage.streams.StreamWorld.catalog;
import static io.antipode.node.storage.streams.StreamWorld.record;
import static io.antipode.node.storage.streams.StreamWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.cluster.placement.ShardId;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.log.LogOptions;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogSlice.Span;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.mutation.MutationCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamIndexFileTest {
  private static final String PATH = "shard/streams";
  private static final int BYTES = 2_000;

  @TempDir Path folder;
  private FileDisk disk;
  private ShardLog log;
  private final StreamIndex index = new StreamIndex();

  /** One quiet record between two loud ones. */
  @BeforeEach
  void aLogOfThreeRecords() throws IOException {
    disk = new FileDisk(folder);
    open();
    index.onCatalog(catalog(), 1);
    write(1, LOUD);
    write(2, QUIET);
    write(3, LOUD);
  }

  private void open() throws IOException {
    log = ShardLog.open(disk, "shard/log", LogOptions.of(new ShardId(0), StreamWorld.HERE));
  }

  private void write(long position, StreamId stream) throws IOException {
    log.append(new LogRecord.Write(record(stream, position, BYTES)));
    log.write();
    log.commitUpTo(position);
    index.note(position, record(stream, position, BYTES));
  }

  private void save() throws IOException {
    StreamIndexFile.write(disk, PATH, StreamIndexFile.encode(index, log));
  }

  @Test
  void theBytesAreAsDrawn() throws IOException {
    index.close(QUIET);
    ByteBuffer body = ByteBuffer.allocate(1_000);
    body.putLong(3).putInt(2);
    int size = MutationCodec.sizeOf(record(LOUD, 1, BYTES));
    body.putLong(1).putLong(77).putLong(1).putLong(3).put((byte) 0).putInt(0);
    body.putInt(1_024).putInt(2);
    body.putLong(1).putLong(1).putInt(0);
    body.putLong(3).putLong(3).putInt(size);
    body.putLong(2).putLong(77).putLong(1).putLong(2).put((byte) 1).putInt(size);
    body.putInt(1_024).putInt(1);
    body.putLong(2).putLong(2).putInt(size);
    body.putInt(1);
    body.putLong(1).putLong(log.placeBefore(1).offset());
    CRC32C crc = new CRC32C();
    crc.update(body.flip().duplicate());
    ByteBuffer expected = ByteBuffer.allocate(16 + body.remaining());
    expected.put("ANTIPSTR".getBytes(StandardCharsets.US_ASCII));
    expected.putShort((short) 1).putShort((short) 0).putInt((int) crc.getValue()).put(body);
    assertEquals(expected.flip(), StreamIndexFile.encode(index, log));
  }

  @Test
  void whatWasWrittenIsKnownAgain() throws IOException {
    index.onCatalog(catalog(table(LOUD, 0), table(QUIET, 5)), 4).forEach(index::close);
    save();
    log.close();
    open();
    StreamIndex read = Objects.requireNonNull(StreamIndexFile.read(disk, PATH, log));
    read.recovering(catalog(table(LOUD, 0), table(QUIET, 5)), 1, 3);
    read.recovered(catalog(table(LOUD, 0), table(QUIET, 5)));
    assertEquals(new StreamRange(1, 3, 0, true), read.range(QUIET, 1));
    assertEquals(new StreamRange(1, 4, 0, false), read.range(LOUD, 1));
    assertEquals(new Span(2, 2), read.next(List.of(QUIET), 1));
    assertEquals(new Span(3, 3), read.next(List.of(LOUD), 2));
  }

  @Test
  void whatCameAfterTheFileAndBeforeTheCheckpointIsNotKnown() throws IOException {
    save();
    write(4, LOUD);
    write(5, LOUD);
    StreamIndex read = Objects.requireNonNull(StreamIndexFile.read(disk, PATH, log));
    read.recovering(catalog(), 1, 4);
    read.recover(4, record(LOUD, 4, BYTES));
    read.recover(5, record(LOUD, 5, BYTES));
    read.recovered(catalog());
    assertEquals(new Span(2, 2), read.next(List.of(QUIET), 1));
    assertEquals(new Span(4, 4), read.next(List.of(QUIET), 3), "nobody looked");
    assertNull(read.next(List.of(QUIET), 5));
  }

  @Test
  void aDamagedFileIsNotBelieved() throws IOException {
    save();
    Path file = folder.resolve(PATH);
    byte[] bytes = Files.readAllBytes(file);
    for (int at : new int[] {0, 9, 13, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertNull(StreamIndexFile.read(disk, PATH, log), "byte " + at);
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void aFileThatKnowsMoreThanTheLogIsNotBelieved() throws IOException {
    index.note(4, record(LOUD, 4, BYTES));
    save();
    assertNull(StreamIndexFile.read(disk, PATH, log));
    assertFalse(Files.exists(folder.resolve(PATH)), "another record will have that position");
  }
}
