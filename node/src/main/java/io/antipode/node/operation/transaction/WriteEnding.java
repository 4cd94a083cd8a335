package io.antipode.node.operation.transaction;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.HoldResult;
import io.antipode.node.action.ItemAction;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Refusals;
import io.antipode.node.transaction.RefusedException;
import io.antipode.node.transaction.WriteOutcome;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a transaction that writes ended, turned into what the API says. */
final class WriteEnding implements Answer<WriteOutcome> {
  private final OperationContext context;
  private final List<ItemAction> actions;
  private final TransactionWriter.Telling telling;
  private final Caller caller;
  private final Answer<TransactionWriter.Written> answer;

  WriteEnding(
      OperationContext context,
      List<ItemAction> actions,
      TransactionWriter.Telling telling,
      Caller caller,
      Answer<TransactionWriter.Written> answer) {
    this.context = context;
    this.actions = actions;
    this.telling = telling;
    this.caller = caller;
    this.answer = answer;
  }

  @Override
  public void succeed(WriteOutcome outcome) {
    settle(outcome);
    switch (outcome) {
      case WriteOutcome.Committed committed -> committed(committed);
      case WriteOutcome.Repeated(Map<String, Long> readUnits) -> repeated(readUnits);
      case WriteOutcome.Cancelled(var reasons) -> answer.fail(cancelled(reasons));
      case WriteOutcome.TooLarge(long bytes) -> answer.fail(TransactWriteItems.tooLarge(bytes));
      case WriteOutcome.InProgress _ ->
          answer.fail(
              new ApiException(
                  new ApiError(
                      ErrorType.TRANSACTION_IN_PROGRESS,
                      "The transaction with the given request token is already in progress.")));
      case WriteOutcome.Mismatch _ ->
          answer.fail(
              new ApiException(
                  new ApiError(
                      ErrorType.IDEMPOTENT_PARAMETER_MISMATCH,
                      "The request uses the same client token as a previous, but non-identical"
                          + " request.")));
    }
  }

  /** Takes of each table's capacity what its actions have consumed. */
  private void settle(@Nullable WriteOutcome outcome) {
    for (int i = 0; i < actions.size(); i++) {
      context
          .admission()
          .endWrite(
              actions.get(i),
              outcome instanceof WriteOutcome.Committed done ? done.uses().get(i) : null,
              TransactionWriter.LEAST_UNITS);
    }
  }

  private ApiException cancelled(List<HoldResult> results) {
    List<ApiError.CancellationReason> reasons = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      reasons.add(telling.reason(actions.get(i), results.get(i)));
    }
    return new ApiException(ApiError.cancelled(reasons));
  }

  private void committed(WriteOutcome.Committed committed) {
    Map<String, CapacityUse> uses = new LinkedHashMap<>();
    for (int i = 0; i < actions.size(); i++) {
      String table = actions.get(i).table().table().name();
      uses.computeIfAbsent(table, name -> new CapacityUse()).add(committed.uses().get(i));
    }
    uses.forEach((table, use) -> context.capacity().consumed(table, 0, use.total()));
    Version newest = committed.newest();
    if (newest != null) {
      caller.header("x-antipode-version", newest.toString());
    }
    answer.succeed(new TransactionWriter.Written(uses, false));
  }

  private void repeated(Map<String, Long> readUnits) {
    Map<String, CapacityUse> uses = new LinkedHashMap<>();
    readUnits.forEach(
        (table, units) -> {
          CapacityUse use = new CapacityUse();
          use.addTable(units);
          uses.put(table, use);
          context.capacity().consumed(table, units, 0);
          actions.stream()
              .map(ItemAction::table)
              .filter(keys -> keys.table().name().equals(table))
              .findFirst()
              .ifPresent(keys -> context.admission().endRead(keys, null, null, use, 0));
        });
    answer.succeed(new TransactionWriter.Written(uses, true));
  }

  @Override
  public void fail(Throwable failure) {
    settle(null);
    answer.fail(
        failure instanceof RefusedException refused ? Refusals.of(refused.refused()) : failure);
  }
}
