package io.antipode.node.operation.query;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.Units;
import io.antipode.node.expression.Condition;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.CapacityRecorder;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Member;
import io.antipode.node.storage.Shard;
import org.jspecify.annotations.Nullable;

/**
 * The page that a Query or Scan fills and answers. It takes the items in order and writes those
 * that pass the filter at once. It is full when it has seen {@code Limit} items or 1 MB of them,
 * before the filter. Passed from loop to loop, used by one at a time.
 */
final class Page implements Shard.ItemVisitor {
  /** Read data that fills a page. */
  static final int MAX_BYTES = 1_048_576;

  private final Call call;
  private final DataRequest request;
  private final ReadSource source;
  private final Selection selection;
  private final @Nullable Condition filter;
  private final int limit;
  private final boolean consistent;
  private final JsonOut out = new JsonOut();
  private final CapacityUse use = new CapacityUse();
  private int count;
  private int scanned;
  private long sizeBytes;
  private @Nullable Item last;
  private boolean full;

  Page(
      Call call,
      DataRequest request,
      ReadSource source,
      Selection selection,
      @Nullable Condition filter) {
    this.call = call;
    this.request = request;
    this.source = source;
    this.selection = selection;
    this.filter = filter;
    this.limit = limitOf(request);
    this.consistent = request.flag(Member.CONSISTENT_READ);
    out.beginObject();
    if (!selection.countOnly()) {
      out.name("Items").beginArray();
    }
  }

  /** The most items that a page of this request looks at. */
  static int limitOf(DataRequest request) {
    Integer limit = request.whole(Member.LIMIT);
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  boolean isFull() {
    return full;
  }

  Call call() {
    return call;
  }

  @Override
  public boolean visit(byte[] key, Item item) {
    IndexDefinition index = source.index();
    Item shown = selection.show(item);
    scanned++;
    if (index != null && selection.fetches()) {
      sizeBytes += index.project(item).sizeBytes();
      use.addTable(Units.read(item.sizeBytes(), consistent)); // each fetch is a read of its own
    } else {
      sizeBytes += shown.sizeBytes();
    }
    if (filter == null || filter.test(shown)) {
      count++;
      if (!selection.countOnly()) {
        out.item(selection.view().apply(shown));
      }
    }
    last = item;
    full = scanned >= limit || sizeBytes >= MAX_BYTES;
    return !full;
  }

  /** Ends the page here, though more may follow. */
  void stop() {
    full = true;
  }

  /** Answers the call with the page as it is. */
  void answer(CapacityRecorder recorder) {
    IndexDefinition index = source.index();
    double units = Units.read(sizeBytes, consistent);
    if (index == null) {
      use.addTable(units);
    } else {
      use.addIndex(index, units);
    }
    String tableName = source.table().table().name();
    recorder.consumed(tableName, use.total(), 0);
    if (!selection.countOnly()) {
      out.endArray();
    }
    out.name("Count").value(count).name("ScannedCount").value(scanned);
    if (full && last != null) {
      out.name("LastEvaluatedKey").item(last.only(source.startKeyNames()));
    }
    CapacityWanted.by(request).write(out, tableName, use);
    call.succeed(out.endObject());
  }
}
