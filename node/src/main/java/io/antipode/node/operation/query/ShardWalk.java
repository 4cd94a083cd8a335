package io.antipode.node.operation.query;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.PageRead;
import io.antipode.node.action.ReadPage;
import io.antipode.node.action.Refused;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Failures;
import io.antipode.node.item.KeyRange;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Refusals;

/** Reads one shard, then the shards after it until the page is full or the last one is read. */
final class ShardWalk extends Turns implements Answer<PageRead> {
  private final OperationContext context;
  private final Page page;
  private final KeyRange whole;
  private final int end;
  private int shard;
  private KeyRange here;

  private ShardWalk(
      OperationContext context, Page page, KeyRange whole, int shard, int end, KeyRange here) {
    this.context = context;
    this.page = page;
    this.whole = whole;
    this.shard = shard;
    this.end = end;
    this.here = here;
  }

  /** Reads a range of one shard alone. */
  static void one(OperationContext context, Page page, ShardId shard, KeyRange range) {
    new ShardWalk(context, page, range, shard.number(), shard.number() + 1, range).go();
  }

  /**
   * Reads all shards from one on.
   *
   * @param whole the range in the shards after the first
   * @param here the range in the first shard
   */
  static void from(
      OperationContext context, Page page, ShardId first, KeyRange here, KeyRange whole) {
    int end = context.shards().shardCount();
    new ShardWalk(context, page, whole, first.number(), end, here).go();
  }

  @Override
  void ask() {
    context
        .shards()
        .send(
            new ShardId(shard),
            new ReadPage(page.plan(), here, page.itemsLeft(), page.bytesLeft()),
            this);
  }

  @Override
  public void succeed(PageRead read) {
    switch (read) {
      case PageRead.Part part -> {
        if (page.add(part) || ++shard == end) {
          page.end();
        } else if (!page.hold(part.heldBytes())) {
          fail(new ApiException(Failures.TOO_MANY_READS));
        } else {
          here = whole;
          goOn();
        }
      }
      case Refused refused -> fail(Refusals.of(refused));
    }
  }

  @Override
  public void fail(Throwable failure) {
    page.fail(failure);
  }
}
