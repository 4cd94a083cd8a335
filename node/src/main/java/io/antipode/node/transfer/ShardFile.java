package io.antipode.node.transfer;

import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.objects.ObjectStore;
import io.antipode.node.transfer.format.ItemLines;
import io.antipode.replication.clock.Version;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The file of one shard's items, written a bounded piece at a time. Blocks. */
final class ShardFile {
  private static final int PIECE_ROWS = 5_000;
  private static final long PIECE_BYTES = 4L << 20;
  private static final long MICROS_OF_MS = 1_000;

  private final ExportRequest request;
  private final RowSorter sorter;
  private final RowSorter.Sorted rows;
  private final TableKeys keys;
  private final ExportFilter filter;
  private final ItemLines lines;
  private final DataFile file;
  private long itemBytes;

  ShardFile(
      ObjectStore objects,
      ExportRequest request,
      String key,
      RowSorter sorter,
      TableKeys keys,
      ExportFilter filter)
      throws IOException {
    this.request = request;
    this.sorter = sorter;
    this.keys = keys;
    this.filter = filter;
    this.lines = request.ion() ? ItemLines.ion() : ItemLines.json();
    this.rows = sorter.sorted();
    this.file = new DataFile(objects, request.bucket(), key);
  }

  /** The size of all items that were looked at, which is what AWS bills. */
  long itemBytes() {
    return itemBytes;
  }

  /** Writes some rows; whether there are more. */
  boolean writeSome() throws IOException {
    long begun = itemBytes;
    for (int count = 0; count < PIECE_ROWS && itemBytes - begun < PIECE_BYTES; count++) {
      RowState row = rows.next();
      if (row == null) {
        return false;
      }
      write(row);
    }
    return true;
  }

  private void write(RowState row) throws IOException {
    Item after = item(row.after());
    Item before = item(row.before());
    Item newest = after == null ? before : after;
    if (!row.isWritten() || newest == null) {
      return; // it was not written in the time, or came and went in it
    }
    if (!request.incremental() && after == null) {
      return;
    }
    itemBytes += newest.sizeBytes();
    if (!filter.takes(row.key(), newest)) {
      return;
    }
    if (request.incremental()) {
      lines.change(
          micros(row.hlc()),
          newest.only(keys.names()),
          shown(after),
          request.oldImages() ? shown(before) : null,
          file.out());
    } else {
      lines.whole(filter.shown(newest), file.out());
    }
    file.counted();
  }

  private @Nullable Item shown(@Nullable Item item) {
    return item == null ? null : filter.shown(item);
  }

  private static @Nullable Item item(byte @Nullable [] image) {
    return image == null ? null : Item.ofBytes(image);
  }

  private static long micros(long hlc) {
    return Version.epochMs(hlc) * MICROS_OF_MS;
  }

  DataFile.Written complete() throws IOException {
    DataFile.Written written = file.complete();
    release();
    return written;
  }

  boolean discard() throws IOException {
    release();
    return true;
  }

  private void release() throws IOException {
    file.close();
    rows.close();
    sorter.close();
  }
}
