package io.antipode.node.operation.query;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.EntriesRead;
import io.antipode.node.action.PageRead;
import io.antipode.node.action.ReadPlan;
import io.antipode.node.action.ReadSource;
import io.antipode.node.action.Units;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.insight.Subject;
import io.antipode.node.item.Item;
import io.antipode.node.operation.OperationContext;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The page that a Query or Scan gathers, from one shard after another or merged from all. It is
 * full when {@code Limit} items or 1 MB of them have been seen, before the filter. Passed from loop
 * to loop, used by one at a time.
 */
final class Page {
  private final ReadPlan plan;
  private final ReadOptions options;
  private final Answer<PageResult> answer;
  private final OperationContext context;
  private final MemoryShare share;
  private final @Nullable Subject subject;

  /** Taken of the share, by any of the loops that read for it. */
  private final AtomicLong heldBytes = new AtomicLong();

  private @Nullable List<Item> items;
  private int count;
  private int scanned;
  private long sizeBytes;
  private long fetchedUnits;
  private byte @Nullable [] lastKey;

  /**
   * Throws where the capacity of what it reads is exhausted.
   *
   * @param subject what it is about; null where nobody notes that
   */
  Page(
      ReadPlan plan,
      ReadOptions options,
      @Nullable Subject subject,
      OperationContext context,
      Answer<PageResult> answer) {
    this.subject = subject;
    this.plan = plan;
    this.options = options;
    this.answer = answer;
    this.context = context;
    share = context.memory().share(MemoryUse.READS);
    ReadSource source = plan.source();
    context.admission().beginRead(source.table(), source.index(), subject, leastUnits());
  }

  ReadPlan plan() {
    return plan;
  }

  private double leastUnits() {
    return Units.read(0, options.consistent());
  }

  /**
   * Holds items until it ends, since it has to wait for more; any thread.
   *
   * @return whether there is memory for them; else it must fail
   */
  boolean hold(long bytes) {
    if (bytes > 0 && !share.tryTake(bytes)) {
      return false;
    }
    heldBytes.addAndGet(bytes);
    return true;
  }

  private void release() {
    share.giveBack(heldBytes.getAndSet(0));
  }

  /** Ends it without an answer of its own. */
  void fail(Throwable failure) {
    release();
    context
        .admission()
        .endRead(plan.source().table(), plan.source().index(), subject, null, leastUnits());
    answer.fail(failure);
  }

  /** How many more items it may see; at least 1 until it is full. */
  int itemsLeft() {
    return options.limit() - scanned;
  }

  /** How many more bytes it may see; at least 1 until it is full. */
  long bytesLeft() {
    return ReadPlan.PAGE_BYTES - sizeBytes;
  }

  /** Takes what a shard gave; returns whether the page is full. */
  boolean add(PageRead.Part part) {
    if (items == null) {
      items = part.items();
    } else {
      items.addAll(part.items());
    }
    count += part.count();
    scanned += part.scanned();
    sizeBytes += part.sizeBytes();
    fetchedUnits += part.fetchedUnits();
    lastKey = part.lastKey();
    return lastKey != null;
  }

  /** Takes the next entry; returns whether the page is full. */
  boolean add(EntriesRead.Entry entry) {
    if (items == null) {
      items = new ArrayList<>();
    }
    if (entry.shown() != null) {
      items.add(entry.shown());
    }
    count += entry.accepted() ? 1 : 0;
    scanned++;
    sizeBytes += entry.sizeBytes();
    boolean full = itemsLeft() <= 0 || bytesLeft() <= 0;
    lastKey = full ? entry.key() : null;
    return full;
  }

  /** Ends the page after an entry, though more may follow. */
  void stopAfter(byte[] key) {
    lastKey = key;
  }

  /** Answers with the page as it is. */
  void end() {
    CapacityUse use = new CapacityUse();
    double units = Units.read(sizeBytes, options.consistent());
    IndexDefinition index = plan.source().index();
    if (index == null) {
      use.addTable(units);
    } else {
      use.addIndex(index, units);
      use.addTable(Units.ofBlocks(fetchedUnits, options.consistent()));
    }
    String tableName = plan.source().table().table().name();
    context.capacity().consumed(tableName, use.total(), 0);
    context.admission().endRead(plan.source().table(), index, subject, use, leastUnits());
    try {
      answer.succeed(result(use, tableName));
    } finally {
      release();
    }
  }

  private PageResult result(CapacityUse use, String tableName) {
    return new PageResult(
        plan.selection().countOnly() ? null : items == null ? List.of() : items,
        count,
        scanned,
        lastKey == null ? null : plan.source().startKey(lastKey),
        options.capacity(),
        tableName,
        use);
  }
}
