package io.antipode.node.action;

import io.antipode.node.item.Bytes;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.Ledger;
import io.antipode.node.storage.OutcomeUnknownException;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;
import java.util.Map;

/**
 * Tells a transaction's home that all is held: once this is answered, it takes place, or never
 * will.
 *
 * @param digest of what was asked
 * @param readUnits of each table, by name: what a repetition of the request is charged
 */
public record DecideTransaction(
    Bytes token, TransactionId transaction, Bytes digest, Map<String, Long> readUnits)
    implements ShardMessage<DecideTransaction.Result> {
  /** What was decided. */
  public sealed interface Result permits Made, Refused {}

  /** It is decided for good. */
  public record Made(boolean takesPlace) implements Result {}

  @Override
  public void on(Shard shard, Answer<Result> answer) {
    shard
        .transactions()
        .ledger()
        .decide(
            token,
            transaction,
            digest,
            readUnits,
            new Ledger.Decided() {
              @Override
              public void decided(boolean takesPlace) {
                answer.succeed(new Made(takesPlace));
              }

              @Override
              public void refused(WriteRefusal refusal) {
                answer.succeed(new Refused(refusal));
              }

              @Override
              public void unknown() {
                answer.fail(new OutcomeUnknownException());
              }
            });
  }
}
