package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.storage.HandLoop;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.journal.JournalMember;
import io.antipode.replication.journal.SyncJournal;
import io.antipode.replication.log.Durability;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier run's journal has gets into the logs, whatever the durability is now. */
final class NodeJournalTest {
  private static final String SEGMENT = "0/log/00000000000000000001.log";
  private static final int JOURNAL_BYTES = 64 << 10;
  private static final byte[] LOST = {1, 2, 3};

  private final HandLoop loop = new HandLoop();

  private final class Member implements JournalMember {
    boolean durable;

    @Override
    public EventLoop loop() {
      return loop;
    }

    @Override
    public void durable(long stamp) {
      durable = true;
    }

    @Override
    public void release(Runnable released) {}

    @Override
    public void failed(Exception cause) {
      throw new AssertionError(cause);
    }
  }

  /** A journal that has what the segment lacks, as after a power cut. */
  private void leaveJournal(Path folder) throws IOException {
    FileDisk disk = new FileDisk(folder);
    disk.create(SEGMENT).close();
    SyncJournal journal =
        Objects.requireNonNull(SyncJournal.begin(disk, loop, () -> 7, JOURNAL_BYTES));
    Member member = new Member();
    SyncJournal.Seat seat = journal.join(member);
    seat.put(SEGMENT, 0, ByteBuffer.wrap(LOST));
    seat.sync(1);
    loop.run();
    assertTrue(member.durable);
  }

  private NodeJournal open(Path folder, Durability durability) throws IOException {
    CompletableFuture<NodeJournal> opened =
        NodeJournal.open(new FileDisk(folder), loop, () -> 7, durability, JOURNAL_BYTES)
            .toCompletableFuture();
    loop.run();
    return opened.join();
  }

  @Test
  void aNodeThatDoesNotSyncTakesItInAndDropsIt(@TempDir Path folder) throws IOException {
    leaveJournal(folder);
    open(folder, Durability.OS);
    assertArrayEquals(LOST, Files.readAllBytes(folder.resolve(SEGMENT)));
    assertFalse(Files.exists(folder.resolve(SyncJournal.PATH)));
  }

  @Test
  void aNodeThatSyncsTakesItInAndBeginsAnother(@TempDir Path folder) throws IOException {
    leaveJournal(folder);
    NodeJournal journal = open(folder, Durability.FSYNC);
    assertArrayEquals(LOST, Files.readAllBytes(folder.resolve(SEGMENT)));
    assertTrue(Files.exists(folder.resolve(SyncJournal.PATH)));
    journal.close();
    loop.run();
    assertFalse(Files.exists(folder.resolve(SyncJournal.PATH)));
  }
}
