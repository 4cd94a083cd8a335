package io.antipode.node.operation.transaction;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.HoldItems;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.Units;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiError.CancellationReason;
import io.antipode.node.api.ApiException;
import io.antipode.node.index.TableKeys;
import io.antipode.node.insight.Subject;
import io.antipode.node.item.ItemKey;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Refusals;
import io.antipode.node.transaction.ConflictException;
import io.antipode.node.transaction.ReadTransaction;
import io.antipode.node.transaction.RefusedException;
import io.antipode.replication.memory.MemoryUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs transactions that read, in whatever words they were asked for; any event loop. */
public final class TransactionReader {
  /** What a read consumes at least. */
  private static final double LEAST_UNITS = 2;

  private final OperationContext context;

  public TransactionReader(OperationContext context) {
    this.context = context;
  }

  /**
   * Items as they stood at one moment.
   *
   * @param reads in the order in which they were asked for
   * @param uses the capacity by the tables' names
   */
  public record Together(List<ItemRead> reads, Map<String, CapacityUse> uses) {}

  /**
   * Runs one.
   *
   * @param tables of the keys, in their order
   */
  public void run(List<TableKeys> tables, List<ItemKey> keys, Answer<Together> answer) {
    if (new HashSet<>(keys).size() < keys.size()) {
      throw ApiException.validation(TransactionWriter.SAME_ITEM);
    }
    admit(tables, keys);
    ReadTransaction.run(
        context.shards(),
        context.memory().share(MemoryUse.READS),
        keys,
        new Ending(tables, keys, answer));
  }

  /** Takes of each table's capacity what the reads will consume at least, or throws. */
  private void admit(List<TableKeys> found, List<ItemKey> keys) {
    List<@Nullable ApiError> refusals = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      TableKeys table = found.get(i);
      refusals.add(
          context
              .admission()
              .tryRead(table, null, Subject.ofWatched(table, keys.get(i)), LEAST_UNITS));
    }
    if (refusals.stream().anyMatch(Objects::nonNull)) {
      for (int i = 0; i < found.size(); i++) {
        if (refusals.get(i) == null) {
          context.admission().endRead(found.get(i), null, null, null, LEAST_UNITS);
        }
      }
      throw Reasons.throttled(refusals);
    }
  }

  private final class Ending implements Answer<List<ItemRead>> {
    private final List<TableKeys> tables;
    private final List<ItemKey> keys;
    private final Answer<Together> answer;

    Ending(List<TableKeys> tables, List<ItemKey> keys, Answer<Together> answer) {
      this.tables = tables;
      this.keys = keys;
      this.answer = answer;
    }

    @Override
    public void succeed(List<ItemRead> reads) {
      Map<String, CapacityUse> uses = new LinkedHashMap<>();
      long bytes = 0;
      List<CapacityUse> each = new ArrayList<>();
      for (int i = 0; i < reads.size(); i++) {
        int size = reads.get(i) instanceof ItemRead.Found read ? read.item().sizeBytes() : 0;
        bytes += size;
        CapacityUse use = new CapacityUse();
        use.addTable(2 * Units.read(size, true));
        each.add(use);
        uses.computeIfAbsent(tables.get(i).table().name(), name -> new CapacityUse()).add(use);
      }
      settle(each);
      if (bytes > HoldItems.MAX_BYTES) {
        answer.fail(TransactWriteItems.tooLarge(bytes));
        return;
      }
      uses.forEach((table, use) -> context.capacity().consumed(table, use.total(), 0));
      answer.succeed(new Together(reads, uses));
    }

    /** Takes of each table's capacity what was read of it; nothing where the list is empty. */
    private void settle(List<CapacityUse> uses) {
      for (int i = 0; i < tables.size(); i++) {
        context
            .admission()
            .endRead(
                tables.get(i),
                null,
                Subject.ofWatched(tables.get(i), keys.get(i)),
                uses.isEmpty() ? null : uses.get(i),
                LEAST_UNITS);
      }
    }

    @Override
    public void fail(Throwable failure) {
      settle(List.of());
      answer.fail(
          switch (failure) {
            case RefusedException refused -> Refusals.of(refused.refused());
            case ConflictException conflict ->
                new ApiException(
                    ApiError.cancelled(
                        conflict.conflicts().stream()
                            .map(each -> each ? Reasons.CONFLICT : CancellationReason.NONE)
                            .toList()));
            default -> failure;
          });
    }
  }
}
