package io.antipode.node.action;

import io.antipode.node.item.Bytes;
import io.antipode.node.storage.Ledger;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;

/**
 * Asks a transaction's home whether it may begin.
 *
 * @param digest of what is asked
 */
public record BeginTransaction(Bytes token, TransactionId transaction, Bytes digest)
    implements ShardMessage<BeginTransaction.Result> {
  /** Whether it may. */
  public sealed interface Result permits Answered, Refused {}

  /** What the ledger says. */
  public record Answered(Ledger.Beginning beginning) implements Result {}

  @Override
  public void on(Shard shard, Answer<Result> answer) {
    answer.succeed(
        shard.isServing()
            ? new Answered(shard.transactions().ledger().begin(token, transaction, digest))
            : Refused.NOT_SERVING);
  }
}
