package io.antipode.node.operation.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.HoldResult;
import io.antipode.node.action.ItemAction;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiError.CancellationReason;
import io.antipode.node.api.ApiException;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.storage.TransactionId;
import io.antipode.node.transaction.WriteTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs transactions that write, in whatever words they were asked for; any event loop. */
public final class TransactionWriter {
  /** What is said of two actions on one item. */
  static final String SAME_ITEM =
      "Transaction request cannot include multiple operations on one item";

  /** Before the tokens of clients, and before those that are made here for who gives none. */
  private static final byte GIVEN = 1;

  private static final byte MADE = 2;

  /** What an action consumes at least: a write for its preparation, and one for itself. */
  static final double LEAST_UNITS = 2;

  private final OperationContext context;

  public TransactionWriter(OperationContext context) {
    this.context = context;
  }

  /**
   * What a transaction that took place is answered with.
   *
   * @param uses the capacity by the tables' names
   * @param repeated whether it took place before, and this was but a read of that
   */
  public record Written(Map<String, CapacityUse> uses, boolean repeated) {}

  /** Says why an action did not take place. */
  public interface Telling {
    CancellationReason reason(ItemAction action, HoldResult result);
  }

  /**
   * Runs one.
   *
   * @param token that names what is to take place once, null for none
   * @param digest of what is asked
   */
  public void run(
      List<ItemAction> actions,
      @Nullable String token,
      Bytes digest,
      Telling telling,
      Caller caller,
      Answer<Written> answer) {
    Set<ItemKey> seen = new HashSet<>();
    for (ItemAction action : actions) {
      if (!seen.add(action.key())) {
        throw ApiException.validation(SAME_ITEM);
      }
    }
    admit(actions);
    TransactionId id =
        new TransactionId(context.entropy().nextLong(), context.entropy().nextLong());
    WriteTransaction.run(
        context.shards(),
        id,
        token(token, id),
        digest,
        actions,
        new WriteEnding(context, actions, telling, caller, answer));
  }

  /** Takes of each table's capacity what the actions will consume at least, or throws. */
  private void admit(List<ItemAction> actions) {
    List<@Nullable ApiError> refusals = new ArrayList<>();
    for (ItemAction action : actions) {
      refusals.add(context.admission().tryWrite(action, LEAST_UNITS));
    }
    if (refusals.stream().anyMatch(Objects::nonNull)) {
      for (int i = 0; i < actions.size(); i++) {
        if (refusals.get(i) == null) {
          context.admission().endWrite(actions.get(i), null, LEAST_UNITS);
        }
      }
      throw Reasons.throttled(refusals);
    }
  }

  private static Bytes token(@Nullable String given, TransactionId id) {
    byte[] bytes =
        given == null
            ? ByteBuffer.allocate(TransactionId.BYTES).putLong(id.high()).putLong(id.low()).array()
            : given.getBytes(UTF_8);
    ByteBuffer token = ByteBuffer.allocate(1 + bytes.length);
    return new Bytes(token.put(given == null ? MADE : GIVEN).put(bytes).array());
  }
}
