package io.antipode.replication.log;

import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.disk.IoTask;
import io.antipode.replication.journal.SyncJournal;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The append-only, checksummed sequence of a shard's records: with checkpoints, the truth.
 * Positions are dense: 1, 2, 3, …. A record passes through four states, each a position up to which
 * all records are in it:
 *
 * <pre>
 *   appended  &ge;  written  &ge;  synced          committed &le; written
 *   (buffer)      (file)      (medium)        (readers see it; the commit path decides)
 * </pre>
 *
 * <p>Files: segments named by their first position ({@link SegmentHeader}, then {@link
 * RecordFormat} records). Each run of the program begins a new segment. Marks among the records say
 * what had been synced, so that recovery ({@link LogRecovery}) can tell a tail that a power cut
 * tore from damage to what was durable.
 *
 * <p>Confined to the shard's loop, except the {@link IoTask}s that it hands out. After an
 * IOException from {@link #write} or a sync the log must not be used any more.
 */
public final class ShardLog implements AutoCloseable {
  private final Disk disk;
  private final String folder;
  private final LogOptions options;
  private final RecordBuffer buffer;

  /** Oldest first; the last one is written to. */
  private final List<Segment> segments;

  private final LogTail tail;
  private DiskFile current;

  /** Segments written before the current one whose sync has not been started. */
  private final List<DiskFile> rolled = new ArrayList<>();

  private boolean folderChanged = true;
  private SyncJournal.@Nullable Seat journal;

  /** Whether something was written since the last sync began that the journal does not have. */
  private boolean onlyHere;

  /** Whether the next batch brings a mark, whatever was marked before. */
  private boolean markDue;

  private long appended;
  private long written;
  private long synced;
  private long committed;
  private long marked;

  /** Greatest times appended, and what they were at the last write (for a new segment's header). */
  private long ownHlc;

  private long greatestHlc;
  private long writtenOwnHlc;
  private long writtenGreatestHlc;

  private ShardLog(Disk disk, String folder, LogOptions options, LogRecovery recovered)
      throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.options = options;
    this.buffer = new RecordBuffer(options.shard().number());
    this.segments = recovered.segments();
    this.appended = recovered.nextPosition() - 1;
    this.written = appended;
    this.synced = appended;
    this.committed = appended;
    this.marked = appended;
    this.ownHlc = recovered.ownHlc();
    this.greatestHlc = recovered.greatestHlc();
    this.writtenOwnHlc = ownHlc;
    this.writtenGreatestHlc = greatestHlc;
    this.tail = new LogTail(options.tailBytes(), appended + 1);
    this.current = createSegment();
  }

  /** The same without a known end. */
  public static ShardLog open(Disk disk, String folder, LogOptions options) throws IOException {
    return open(disk, folder, options, DurableEnd.NONE);
  }

  /**
   * Opens the log in a folder, or begins one; refuses a damaged one. Blocks.
   *
   * @param known what was durable, as is known beside the log
   */
  public static ShardLog open(Disk disk, String folder, LogOptions options, DurableEnd known)
      throws IOException {
    LogRecovery recovered = LogRecovery.recover(disk, folder, options, known);
    return new ShardLog(disk, folder, options, recovered);
  }

  /**
   * Takes a record into the buffer and gives it the next position.
   *
   * @throws IllegalStateException where an own mutation's time does not increase: the clock is
   *     broken, and cursors of other regions would miss it
   */
  public long append(LogRecord record) {
    long own = ownHlcOf(record);
    if (own >= 0 && own <= ownHlc) {
      throw new IllegalStateException("own time " + own + " does not follow " + ownHlc);
    }
    buffer.put(appended + 1, record);
    appended++;
    ownHlc = Math.max(ownHlc, own);
    greatestHlc = Math.max(greatestHlc, LogRecord.hlcOf(record));
    tail.add(record, committed);
    return appended;
  }

  /** The time of a write that cursors of other regions count, or -1. */
  long ownHlcOf(LogRecord record) {
    return LogRecord.ownHlcOf(record, options.self());
  }

  /** Hands everything in the buffer to the file in one write call. A failure is fatal. */
  public void write() throws IOException {
    if (written < appended) {
      writeBuffer();
    }
  }

  /**
   * Writes a mark where the newest sync has none yet; after the next sync, damage to anything up to
   * it is told from a torn tail even when nothing is written after it. A failure is fatal.
   *
   * @return whether there was something to mark
   */
  public boolean writeMark() throws IOException {
    if (written < appended || marked >= synced) {
      return false;
    }
    writeBuffer();
    return true;
  }

  private void writeBuffer() throws IOException {
    if (segments.getLast().lengthBytes + buffer.bytes() > options.segmentBytes()
        && segments.getLast().firstPosition() <= written) {
      rolled.add(current);
      current = createSegment();
    }
    if (marked < synced || markDue) {
      buffer.putMark(synced);
      marked = synced;
      markDue = false;
    }
    Segment segment = segments.getLast();
    if (written < appended) {
      segment.note(written + 1, segment.lengthBytes);
    }
    ByteBuffer bytes = buffer.readable();
    int length = bytes.remaining();
    current.write(segment.lengthBytes, bytes);
    if (journal != null && isJournaled()) {
      onlyHere = !journal.put(segment.path, segment.lengthBytes, bytes.rewind());
    }
    segment.lengthBytes += length;
    buffer.clear();
    written = appended;
    writtenOwnHlc = ownHlc;
    writtenGreatestHlc = greatestHlc;
  }

  private DiskFile createSegment() throws IOException {
    SegmentHeader header =
        new SegmentHeader(
            options.shard().number(),
            options.self(),
            written + 1,
            writtenOwnHlc,
            writtenGreatestHlc,
            synced,
            disk.bootId());
    String path = Segment.pathOf(folder, header.firstPosition());
    DiskFile file = disk.create(path);
    file.write(0, header.encode());
    segments.add(new Segment(path, header, SegmentHeader.BYTES));
    folderChanged = true;
    if (segments.size() == 1) { // From now on a log without a file is one whose files are gone.
      disk.syncFolder(folder);
    }
    return file;
  }

  /**
   * Prepares a sync of everything written up to now: run it on any thread, then report it with
   * {@link #succeeded}. At most one runs at a time. A failure is fatal and never tried again.
   */
  public LogSync startSync() {
    LogSync sync =
        new LogSync(disk, List.copyOf(rolled), current, folderChanged ? folder : null, written);
    rolled.clear();
    folderChanged = false;
    onlyHere = false;
    return sync;
  }

  /** Back on the shard's loop after a sync that ran without failure. */
  public void succeeded(LogSync sync) {
    syncedUpTo(sync.position());
    // Were the tail damaged, what the journal has behind it must not hide that it was durable.
    markDue = journal != null;
  }

  /** Records up to a position have become durable, here or in the journal. */
  void syncedUpTo(long position) {
    synced = Math.max(synced, position);
  }

  /** From now on what is written is put into a journal as well, where that has room. */
  void journalTo(SyncJournal.Seat seat) {
    journal = seat;
  }

  /** Whether a sync of the journal makes everything durable that is written. */
  boolean isJournaled() {
    return journal != null && !onlyHere && !folderChanged && rolled.isEmpty();
  }

  /** Whether finished segments wait for a sync; without one they would pile up. */
  public boolean hasUnsyncedSegments() {
    return !rolled.isEmpty();
  }

  /** Syncs everything written, blocking. */
  public void sync() throws IOException {
    LogSync sync = startSync();
    sync.run();
    succeeded(sync);
  }

  /** Lets readers see records up to a position. */
  public void commitUpTo(long position) {
    if (position < committed || position > written) {
      throw new IllegalArgumentException(position + " is not in " + committed + " to " + written);
    }
    committed = position;
  }

  /** The oldest position that can be read; one above {@link #appended} where the log is empty. */
  public long firstPosition() {
    return segments.getFirst().firstPosition();
  }

  /** Position of the newest record. */
  public long appended() {
    return appended;
  }

  /** Position up to which records are in their file. */
  public long written() {
    return written;
  }

  /** Position up to which records survive a power cut. */
  public long synced() {
    return synced;
  }

  /** Position up to which readers see records. */
  public long committed() {
    return committed;
  }

  /** Greatest hybrid logical time of the region's own mutations, 0 for none. */
  public long lastOwnHlc() {
    return ownHlc;
  }

  /** Bytes of all segments, buffered records not counted. */
  public long bytes() {
    long bytes = 0;
    for (Segment segment : segments) {
      bytes += segment.lengthBytes;
    }
    return bytes;
  }

  /** Bytes appended and not yet written. */
  public int bufferedBytes() {
    return buffer.bytes();
  }

  /**
   * A cursor over committed records.
   *
   * @param fromPosition at least {@link #firstPosition} when it is read
   */
  public LogReader reader(long fromPosition) {
    return new LogReader(this, disk, fromPosition, LogReader.CHUNK_BYTES);
  }

  /**
   * Visits every record from a position to the end; for recovery, before anything is appended.
   * Blocks.
   *
   * @throws DamagedFileException where a record can't be read
   */
  public void replay(long fromPosition, RecordVisitor visitor) throws IOException {
    try (LogReader reader = new LogReader(this, disk, fromPosition, LogReader.REPLAY_CHUNK_BYTES)) {
      while (reader.position() <= committed && reader.read(Integer.MAX_VALUE, visitor)) {
        // Each call reads until the visitor has had enough of it or nothing is left.
      }
    }
  }

  /**
   * The position of the first own mutation with a time above the given one; one above {@link
   * #appended} where there is none; -1 where such a mutation may have been dropped already, so that
   * whoever asks needs a seed instead.
   */
  public long positionAfterOwn(long hlc) throws IOException {
    if (hlc < segments.getFirst().header.ownHlcBefore()) {
      return -1;
    }
    if (hlc >= ownHlc) {
      return appended + 1;
    }
    int at = segments.size() - 1;
    while (segments.get(at).header.ownHlcBefore() > hlc) {
      at--;
    }
    return OwnSearch.firstAfter(this, tail, segments.get(at).firstPosition(), hlc);
  }

  /**
   * The greatest position that may be dropped when everything with a time up to the given one is no
   * longer needed: the last of the newest segment before which nothing newer lies. Coarse: whole
   * segments.
   *
   * @return a position for {@link #dropBefore}
   */
  public long positionNotNewerThan(long hlc) {
    for (int i = segments.size() - 1; i > 0; i--) {
      if (segments.get(i).header.hlcBefore() <= hlc) {
        return segments.get(i).firstPosition();
      }
    }
    return firstPosition();
  }

  /**
   * Forgets the segments that hold only records before a position, at once.
   *
   * @return the deletion of their files: run it once on any thread, one at a time
   */
  public IoTask dropBefore(long position) {
    List<String> dropped = new ArrayList<>();
    while (segments.size() > 1 && segments.get(1).firstPosition() <= position) {
      dropped.add(segments.removeFirst().path);
    }
    return () -> {
      for (String path : dropped) {
        disk.delete(path);
        // One at a time: a power cut must not leave a hole in the sequence.
        disk.syncFolder(folder);
      }
    };
  }

  /** Whether a record is still in memory, so that {@link #visitInMemory} has it. */
  public boolean isInMemory(long position) {
    return tail.holds(position);
  }

  /**
   * Visits writes that are in memory.
   *
   * @return the first position that was not taken: one above the last where all were
   */
  public long visitInMemory(LogSlice.Span span, LogSlice.Taker taker) {
    for (long position = span.first(); position <= span.last(); position++) {
      if (tail.get(position) instanceof LogRecord.Write(Mutation mutation)
          && !taker.take(position, mutation)) {
        return position;
      }
    }
    return span.last() + 1;
  }

  /**
   * Prepares to read records from a file, away from the loop.
   *
   * @param spans at least one, ascending; what is not in the first one's segment is left out
   * @param maxBytes stop after about so many; enough for many records
   */
  public LogSlice slice(List<LogSlice.Span> spans, int maxBytes) {
    Segment holder = segmentOf(spans.getFirst().first());
    int after = segments.indexOf(holder) + 1;
    long end = after == segments.size() ? appended : segments.get(after).firstPosition() - 1;
    return LogSlice.of(disk, shardNumber(), holder, Math.min(end, committed), spans, maxBytes);
  }

  /** A record at or before a position whose place is known, or the first of its segment. */
  public LogPlace placeBefore(long position) {
    return segmentOf(position).placeBefore(position);
  }

  /** Learns the place of a record that is in its file, if it is there still. */
  public void note(LogPlace place) {
    if (place.position() >= firstPosition()) {
      segmentOf(place.position()).note(place.position(), place.offset());
    }
  }

  /** The segment that holds a position. */
  Segment segmentOf(long position) {
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (segments.get(i).firstPosition() <= position) {
        return segments.get(i);
      }
    }
    throw new IllegalArgumentException(
        "position " + position + " is before the log's first, " + firstPosition());
  }

  LogTail tail() {
    return tail;
  }

  int shardNumber() {
    return options.shard().number();
  }

  /** Writes, syncs and marks what is left. Blocks. */
  @Override
  public void close() throws IOException {
    write();
    sync();
    if (writeMark()) {
      sync();
    }
    current.close();
  }
}
