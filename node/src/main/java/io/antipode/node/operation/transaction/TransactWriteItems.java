package io.antipode.node.operation.transaction;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.action.HoldItems;
import io.antipode.node.action.ItemAction;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiError.CancellationReason;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.index.TableKeys;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.CollectionMetrics;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.data.TableLookup;
import java.util.ArrayList;
import java.util.List;

/** Writes up to 100 items of any tables, all of them or none. */
public final class TransactWriteItems implements Action<TransactWriteRequest, TransactWriteResult> {
  private static final Structure INPUT = DYNAMODB.input("TransactWriteItems");
  private static final int ITEMS = INPUT.index("TransactItems");
  private static final int TOKEN = INPUT.index("ClientRequestToken");
  private static final Layout LAYOUT = Layout.of(INPUT);

  private final OperationContext context;
  private final TableLookup tables;
  private final TransactionWriter writer;

  public TransactWriteItems(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
    this.writer = new TransactionWriter(context);
  }

  @Override
  public String name() {
    return "TransactWriteItems";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public TransactWriteRequest decode(Fields fields) {
    List<TransactItem> items = new ArrayList<>();
    RequestDigest digest = new RequestDigest();
    long bytes = 0;
    for (Fields given : fields.structures(ITEMS)) {
      TransactItem item = TransactItem.decode(given, digest);
      bytes += item.item().sizeBytes();
      items.add(item);
    }
    if (bytes > HoldItems.MAX_BYTES) {
      throw tooLarge(bytes);
    }
    Parameters rest = new Parameters(fields, LAYOUT);
    String token = fields.textOrNull(TOKEN);
    return new TransactWriteRequest(
        items,
        token == null || token.isEmpty() ? null : token,
        digest.made(),
        CapacityWanted.by(rest),
        CollectionMetrics.wanted(rest));
  }

  static ApiException tooLarge(long bytes) {
    return ApiException.validation(
        "Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
  }

  @Override
  public void execute(
      TransactWriteRequest request, Caller caller, Answer<TransactWriteResult> answer) {
    List<TableKeys> found = new ArrayList<>();
    for (TransactItem item : request.items()) {
      found.add(tables.find(TableName.ofItems(context.region(), item.tableName())));
    }
    List<ItemAction> actions = actions(request.items(), found);
    writer.run(
        actions,
        request.token(),
        request.digest(),
        (action, result) -> Reasons.of(result),
        caller,
        new Answer<>() {
          @Override
          public void succeed(TransactionWriter.Written written) {
            answer.succeed(
                new TransactWriteResult(request, actions, written.uses(), written.repeated()));
          }

          @Override
          public void fail(Throwable failure) {
            answer.fail(failure);
          }
        });
  }

  /** What does not fit its table is a reason of its own, and the others have none. */
  private static List<ItemAction> actions(List<TransactItem> items, List<TableKeys> found) {
    List<ItemAction> actions = new ArrayList<>();
    List<CancellationReason> reasons = new ArrayList<>();
    boolean fit = true;
    for (int i = 0; i < items.size(); i++) {
      CancellationReason reason = CancellationReason.NONE;
      try {
        actions.add(items.get(i).action(found.get(i)));
      } catch (RuntimeException refused) {
        reason = Reasons.invalid(refused);
        fit = false;
      }
      reasons.add(reason);
    }
    if (!fit) {
      throw new ApiException(ApiError.cancelled(reasons));
    }
    return actions;
  }

  @Override
  public void render(TransactWriteResult result, JsonOut out) {
    result.write(out);
  }
}
