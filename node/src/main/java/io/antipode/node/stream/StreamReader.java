package io.antipode.node.stream;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.json.JsonOut;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one page of a stream shard. The log holds the changes of many tables, so the work of one
 * call is bounded as well as its answer: a page may be empty and still not be the last.
 */
public final class StreamReader {
  /** The most records of a page. */
  public static final int MAX_RECORDS = 1_000;

  /** The most bytes of a page; a larger record comes alone. */
  private static final int MAX_PAGE_BYTES = 1 << 20;

  /** How much of the log one page may cost. */
  private static final int MAX_LOG_BYTES = 4 << 20;

  private final int limit;
  private final List<StreamRecord> records = new ArrayList<>();
  private int pageBytes;

  private StreamReader(int limit) {
    this.limit = limit;
  }

  /**
   * A page of records.
   *
   * @param nextPosition where the next page begins
   * @param end nothing will ever follow: the stream is off and has been read to its end
   */
  public record Page(List<StreamRecord> records, long nextPosition, boolean end) {
    /** Writes the records as a JSON array. */
    public void write(JsonOut out) {
      out.beginArray();
      records.forEach(record -> record.write(out));
      out.endArray();
    }

    public int count() {
      return records.size();
    }
  }

  /** On the shard's loop. {@code from} is not before the log's first position. */
  public static Page read(TableStream stream, ShardId shard, StreamLog log, long from, int limit) {
    StreamReader reader = new StreamReader(Math.min(limit, MAX_RECORDS));
    StreamLog.Read read =
        log.read(
            from,
            MAX_LOG_BYTES,
            (position, mutation) ->
                !stream.shows(mutation)
                    || reader.take(StreamRecord.of(stream, shard, position, mutation)));
    return new Page(
        reader.records, read.nextPosition(), read.caughtUp() && !stream.stream().enabled());
  }

  private boolean take(StreamRecord record) {
    int size = record.sizeBytes();
    if (records.size() == limit || (!records.isEmpty() && pageBytes + size > MAX_PAGE_BYTES)) {
      return false;
    }
    records.add(record);
    pageBytes += size;
    return true;
  }
}
