package io.antipode.node.operation.transaction;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.HoldItems;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.Units;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiError.CancellationReason;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.data.Refusals;
import io.antipode.node.operation.data.TableLookup;
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

/** Reads up to 100 items of any tables, as they stand at one moment. */
public final class TransactGetItems implements Action<TransactGetRequest, TransactGetResult> {
  private static final Structure INPUT = DYNAMODB.input("TransactGetItems");
  private static final int ITEMS = INPUT.index("TransactItems");
  private static final int GET = DYNAMODB.structure("TransactGetItem").index("Get");
  private static final Layout LAYOUT = Layout.of(INPUT);
  private static final Layout ITEM = Layout.of(DYNAMODB.structure("Get"));
  private static final List<Parameter> EXPRESSIONS = List.of(Parameter.PROJECTION_EXPRESSION);

  /** What a read consumes at least. */
  private static final double LEAST_UNITS = 2;

  private final OperationContext context;
  private final TableLookup tables;

  public TransactGetItems(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "TransactGetItems";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public TransactGetRequest decode(Fields fields) {
    List<TransactGetRequest.Get> gets = new ArrayList<>();
    for (Fields given : fields.structures(ITEMS)) {
      Parameters request = new Parameters(given.structure(GET), ITEM);
      ParameterRules.check(request, EXPRESSIONS, List.of());
      gets.add(
          new TransactGetRequest.Get(
              request.requiredText(Parameter.TABLE_NAME),
              request.requiredItem(Parameter.KEY),
              Expressions.viewOf(request),
              request.nestedRoots()));
    }
    return new TransactGetRequest(gets, CapacityWanted.by(new Parameters(fields, LAYOUT)));
  }

  @Override
  public void execute(TransactGetRequest request, Caller caller, Answer<TransactGetResult> answer) {
    List<TableKeys> found = new ArrayList<>();
    for (TransactGetRequest.Get get : request.gets()) {
      found.add(tables.find(TableName.ofItems(context.region(), get.tableName())));
    }
    List<ItemKey> keys = keys(request.gets(), found);
    if (new HashSet<>(keys).size() < keys.size()) {
      throw ApiException.validation(
          "Transaction request cannot include multiple operations on one item");
    }
    admit(found);
    ReadTransaction.run(
        context.shards(),
        context.memory().share(MemoryUse.READS),
        keys,
        new Ending(request, found, answer));
  }

  /** Takes of each table's capacity what the reads will consume at least, or throws. */
  private void admit(List<TableKeys> found) {
    List<@Nullable ApiError> refusals = new ArrayList<>();
    for (TableKeys table : found) {
      refusals.add(context.admission().tryRead(table, null, LEAST_UNITS));
    }
    if (refusals.stream().anyMatch(Objects::nonNull)) {
      for (int i = 0; i < found.size(); i++) {
        if (refusals.get(i) == null) {
          context.admission().endRead(found.get(i), null, null, LEAST_UNITS);
        }
      }
      throw Reasons.throttled(refusals);
    }
  }

  private static List<ItemKey> keys(List<TransactGetRequest.Get> gets, List<TableKeys> found) {
    List<ItemKey> keys = new ArrayList<>();
    List<CancellationReason> reasons = new ArrayList<>();
    for (int i = 0; i < gets.size(); i++) {
      CancellationReason reason = CancellationReason.NONE;
      try {
        found.get(i).checkPaths(gets.get(i).nestedRoots());
        keys.add(found.get(i).keyOfKey(gets.get(i).key()));
      } catch (RuntimeException refused) {
        reason = Reasons.invalid(refused);
      }
      reasons.add(reason);
    }
    if (keys.size() < gets.size()) {
      throw new ApiException(ApiError.cancelled(reasons));
    }
    return keys;
  }

  @Override
  public void render(TransactGetResult result, JsonOut out) {
    result.write(out);
  }

  private final class Ending implements Answer<List<ItemRead>> {
    private final TransactGetRequest request;
    private final List<TableKeys> tables;
    private final Answer<TransactGetResult> answer;

    Ending(TransactGetRequest request, List<TableKeys> tables, Answer<TransactGetResult> answer) {
      this.request = request;
      this.tables = tables;
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
      answer.succeed(new TransactGetResult(request, reads, uses));
    }

    /** Takes of each table's capacity what was read of it; nothing where the list is empty. */
    private void settle(List<CapacityUse> uses) {
      for (int i = 0; i < tables.size(); i++) {
        context
            .admission()
            .endRead(tables.get(i), null, uses.isEmpty() ? null : uses.get(i), LEAST_UNITS);
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
