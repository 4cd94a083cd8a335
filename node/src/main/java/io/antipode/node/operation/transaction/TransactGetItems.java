package io.antipode.node.operation.transaction;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
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
import io.antipode.node.operation.data.TableLookup;
import java.util.ArrayList;
import java.util.List;

/** Reads up to 100 items of any tables, as they stand at one moment. */
public final class TransactGetItems implements Action<TransactGetRequest, TransactGetResult> {
  private static final Structure INPUT = DYNAMODB.input("TransactGetItems");
  private static final int ITEMS = INPUT.index("TransactItems");
  private static final int GET = DYNAMODB.structure("TransactGetItem").index("Get");
  private static final Layout LAYOUT = Layout.of(INPUT);
  private static final Layout ITEM = Layout.of(DYNAMODB.structure("Get"));
  private static final List<Parameter> EXPRESSIONS = List.of(Parameter.PROJECTION_EXPRESSION);

  private final OperationContext context;
  private final TableLookup tables;
  private final TransactionReader reader;

  public TransactGetItems(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
    this.reader = new TransactionReader(context);
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
    reader.run(
        found,
        keys,
        new Answer<>() {
          @Override
          public void succeed(TransactionReader.Together together) {
            answer.succeed(new TransactGetResult(request, together.reads(), together.uses()));
          }

          @Override
          public void fail(Throwable failure) {
            answer.fail(failure);
          }
        });
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
}
