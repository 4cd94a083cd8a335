package io.antipode.replication.log;

import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.RecordReader.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the end of a log after a restart and makes it fit to be appended to.
 *
 * <p>The question is what a bad record means. A power cut may take any part of what was written and
 * not synced, in any order, so bad bytes in an unsynced tail are expected and cut off; the same
 * bytes in what had been synced are damage, and cutting there would silently lose acknowledged
 * writes. So, for the first bad place, where record {@code p} should be:
 *
 * <pre>
 *  a mark or a later segment's header says that p had been synced,
 * or who opens the log knows it, by position or by bytes           damage
 *  no power cut since it was written (same boot id, in its header
 *  or in what is known beside the log), and
 *     the record is whole but wrong, or valid records follow           damage
 *     the file ends inside the record: the process died writing it     cut off
 *  otherwise: an unsynced tail after a power cut                       cut off
 * </pre>
 *
 * <p>What is left undecidable: damage to the very last batch that was synced, in the moments before
 * its own mark is durable, followed by a power cut.
 *
 * <p>Only segments that are not known to be synced as a whole are read here, nearly always just the
 * last; replay and readers check the others.
 */
final class LogRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);
  private static final int CHUNK_BYTES = 1 << 20;

  private final Disk disk;
  private final String folder;
  private final LogOptions options;
  private final DurableEnd known;

  /** A segment file as found; its header is null where it has none. */
  private record Candidate(
      String path, long firstPosition, @Nullable SegmentHeader header, long lengthBytes) {}

  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private long nextPosition = 1;
  private long ownHlc;
  private long greatestHlc;
  private long syncedPosition;

  private LogRecovery(Disk disk, String folder, LogOptions options, DurableEnd known) {
    this.disk = disk;
    this.folder = folder;
    this.options = options;
    this.known = known;
    this.syncedPosition = known.position();
  }

  /**
   * @param known that the log had reached it durably
   */
  static LogRecovery recover(Disk disk, String folder, LogOptions options, DurableEnd known)
      throws IOException {
    LogRecovery recovery = new LogRecovery(disk, folder, options, known);
    recovery.readHeaders();
    if (!recovery.candidates.isEmpty()) {
      recovery.scanFrom(recovery.firstUnsynced());
    } else if (known.position() > 0) {
      throw new DamagedFileException(
          folder, 0, "no log, and it had %d records".formatted(known.position()));
    }
    return recovery;
  }

  /** Oldest first; without an empty one at the end. */
  List<Segment> segments() {
    return segments;
  }

  long nextPosition() {
    return nextPosition;
  }

  long ownHlc() {
    return ownHlc;
  }

  long greatestHlc() {
    return greatestHlc;
  }

  private void readHeaders() throws IOException {
    for (String name : disk.list(folder)) {
      long firstPosition = Segment.firstPositionOf(name);
      if (firstPosition > 0) {
        candidates.add(readHeader(folder + "/" + name, firstPosition));
      }
    }
  }

  private Candidate readHeader(String path, long firstPosition) throws IOException {
    try (DiskFile file = disk.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
      boolean whole = file.readFully(0, bytes) == SegmentHeader.BYTES;
      bytes.clear();
      if (whole && SegmentHeader.differ(bytes)) {
        throw new DamagedFileException(path, 0, "the two copies of the header differ");
      }
      SegmentHeader header = whole ? SegmentHeader.decode(bytes) : null;
      if (header != null
          && (header.firstPosition() != firstPosition
              || header.shard() != options.shard().number()
              || !header.self().equals(options.self()))) {
        throw new DamagedFileException(
            path,
            0,
            "the header belongs to shard %d of %s at %d"
                .formatted(header.shard(), header.self(), header.firstPosition()));
      }
      return new Candidate(path, firstPosition, header, file.length());
    }
  }

  /** The first segment that is not known to be synced as a whole: later headers say so. */
  private int firstUnsynced() throws IOException {
    for (Candidate candidate : candidates) {
      SegmentHeader header = candidate.header;
      if (header != null) {
        syncedPosition = Math.max(syncedPosition, header.syncedPosition());
      }
    }
    int at = candidates.size() - 1;
    while (at > 0 && !mayBegin(candidates.get(at))) {
      at--;
    }
    for (Candidate earlier : candidates.subList(0, at)) {
      SegmentHeader header = earlier.header;
      if (header == null) {
        throw new DamagedFileException(earlier.path, 0, "no valid header in a synced segment");
      }
      segments.add(new Segment(earlier.path, header, earlier.lengthBytes));
    }
    return at;
  }

  /** Whether everything before is synced, and the header says what was there. */
  private boolean mayBegin(Candidate candidate) {
    return candidate.header != null && candidate.firstPosition <= syncedPosition + 1;
  }

  private void scanFrom(int start) throws IOException {
    nextPosition = candidates.get(start).firstPosition;
    for (int at = start; at < candidates.size(); at++) {
      Candidate candidate = candidates.get(at);
      if (candidate.firstPosition != nextPosition) {
        Candidate previous = candidates.get(at - 1);
        cutOff(at - 1, previous.lengthBytes, true, "the file ends before the next begins");
        break;
      }
      SegmentHeader header = candidate.header;
      if (header == null) {
        cutOff(at, 0, candidate.lengthBytes < SegmentHeader.BYTES, "no valid header");
        break;
      }
      if (!scan(at, candidate, header)) {
        break;
      }
    }
    if (syncedPosition >= nextPosition) {
      Candidate last = candidates.getLast();
      throw new DamagedFileException(
          last.path,
          last.lengthBytes,
          "the log ends before record %d, and all up to %d was durable: what came after this is gone"
              .formatted(nextPosition, syncedPosition));
    }
    settle(start);
  }

  /** Reads a segment to its end; false where it was cut off. */
  private boolean scan(int at, Candidate candidate, SegmentHeader header) throws IOException {
    Segment segment = new Segment(candidate.path, header, candidate.lengthBytes);
    segments.add(segment);
    ownHlc = Math.max(ownHlc, header.ownHlcBefore());
    greatestHlc = Math.max(greatestHlc, header.hlcBefore());
    syncedPosition = Math.max(syncedPosition, header.syncedPosition());
    try (DiskFile file = disk.open(candidate.path)) {
      RecordReader reader =
          new RecordReader(file, header.shard(), SegmentHeader.BYTES, chunkBytes(candidate));
      while (true) {
        Found found = reader.next();
        switch (found) {
          case MARK -> syncedPosition = Math.max(syncedPosition, reader.position());
          case RECORD -> {
            if (reader.position() != nextPosition) {
              String what = "record " + reader.position() + " instead of " + nextPosition;
              cutOff(at, reader.offset(), false, what);
              return false;
            }
            take(segment, reader);
          }
          case END -> {
            return true;
          }
          case CUT_SHORT, BAD -> {
            cutOff(at, reader.offset(), found == Found.CUT_SHORT, reader.problem());
            return false;
          }
        }
      }
    }
  }

  private static int chunkBytes(Candidate candidate) {
    return Math.clamp(candidate.lengthBytes, RecordFormat.HEADER_BYTES, CHUNK_BYTES);
  }

  private void take(Segment segment, RecordReader reader) {
    segment.note(nextPosition++, reader.offset());
    greatestHlc = Math.max(greatestHlc, LogRecord.hlcOf(reader.record()));
    ownHlc = Math.max(ownHlc, LogRecord.ownHlcOf(reader.record(), options.self()));
  }

  /** Judges the first bad place: cuts the log off there, or says that it is damaged. */
  private void cutOff(int at, long offset, boolean cutShort, String problem) throws IOException {
    Candidate candidate = candidates.get(at);
    boolean recordsFollow = lookBehind(at, offset);
    if (syncedPosition >= nextPosition) {
      throw new DamagedFileException(
          candidate.path,
          offset,
          problem + "; record " + nextPosition + " was durable, as all up to " + syncedPosition);
    }
    refuseWhereDurable(at, offset, problem);
    SegmentHeader header = candidate.header;
    boolean sameBoot =
        header == null
            ? known.sameBoot()
            : header.bootId() != 0 && header.bootId() == disk.bootId();
    if (sameBoot && (!cutShort || recordsFollow)) {
      throw new DamagedFileException(
          candidate.path,
          offset,
          problem + "; record " + nextPosition + " was written and no power cut took it");
    }
    LOG.warn(
        "cut off the unsynced tail of {} at offset {}, before record {}: {}",
        candidate.path,
        offset,
        nextPosition,
        problem);
    remove(at, offset);
  }

  /** What would be cut off may be known to have been durable, by bytes. */
  private void refuseWhereDurable(int at, long offset, String problem) throws DamagedFileException {
    for (int later = at; later < candidates.size(); later++) {
      long durable = known.bytesOf(candidates.get(later).path);
      if (durable > (later == at ? offset : 0)) {
        throw new DamagedFileException(
            candidates.get(at).path,
            offset,
            "%s; %s was durable up to offset %d"
                .formatted(problem, candidates.get(later).path, durable));
      }
    }
  }

  /** Gathers marks after a bad place; returns whether any valid record lies there. */
  private boolean lookBehind(int at, long offset) throws IOException {
    boolean recordsFollow = false;
    for (int later = at; later < candidates.size(); later++) {
      Candidate candidate = candidates.get(later);
      SegmentHeader header = candidate.header;
      if (later > at && header != null) {
        syncedPosition = Math.max(syncedPosition, header.syncedPosition());
        recordsFollow = true;
      }
      long from = later == at ? offset + 1 : SegmentHeader.BYTES;
      recordsFollow |= searchRecords(candidate, from);
    }
    return recordsFollow;
  }

  /** Looks for valid records at every offset: after a bad one the next may begin anywhere. */
  private boolean searchRecords(Candidate candidate, long from) throws IOException {
    boolean any = false;
    try (DiskFile file = disk.open(candidate.path)) {
      RecordReader reader =
          new RecordReader(file, options.shard().number(), from, chunkBytes(candidate));
      long last = candidate.lengthBytes - RecordFormat.HEADER_BYTES;
      for (long offset = from; offset <= last; ) {
        Found found = reader.plausibleAt(offset) ? reader.at(offset) : Found.BAD;
        switch (found) {
          case MARK, RECORD -> {
            any = true;
            if (found == Found.MARK) {
              syncedPosition = Math.max(syncedPosition, reader.position());
            }
            offset = reader.nextOffset();
          }
          case END, CUT_SHORT, BAD -> offset++;
        }
      }
    }
    return any;
  }

  private void remove(int at, long offset) throws IOException {
    for (int later = candidates.size() - 1; later > at; later--) {
      disk.delete(candidates.get(later).path);
    }
    Candidate candidate = candidates.get(at);
    if (candidate.header == null) {
      disk.delete(candidate.path);
      return;
    }
    try (DiskFile file = disk.open(candidate.path)) {
      file.truncate(offset);
    }
    segments.getLast().lengthBytes = offset;
  }

  /** Makes what was read durable, and an empty last segment's name free for the new one. */
  private void settle(int start) throws IOException {
    if (!segments.isEmpty() && segments.getLast().firstPosition() == nextPosition) {
      disk.delete(segments.removeLast().path);
    }
    for (Segment segment : segments.subList(Math.min(start, segments.size()), segments.size())) {
      try (DiskFile file = disk.open(segment.path)) {
        file.sync();
      }
    }
    disk.syncFolder(folder);
  }
}
