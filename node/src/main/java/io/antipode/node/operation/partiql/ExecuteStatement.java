package io.antipode.node.operation.partiql;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemResult;
import io.antipode.node.action.Refused;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.data.Refusals;
import io.antipode.node.operation.query.Query;
import io.antipode.node.operation.query.Scan;
import io.antipode.replication.clock.Version;
import io.antipode.replication.memory.MemoryUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out one statement: reads items, or writes one. */
public final class ExecuteStatement implements Action<StatementRequest, StatementResult> {
  private static final Structure INPUT = DYNAMODB.input("ExecuteStatement");
  private static final int STATEMENT = INPUT.index("Statement");
  private static final int PARAMETERS = INPUT.index("Parameters");
  private static final int NEXT_TOKEN = INPUT.index("NextToken");
  private static final Layout LAYOUT = Layout.of(INPUT);

  /** What a write consumes at least. */
  static final double LEAST_UNITS = 1;

  private final OperationContext context;
  private final StatementTables tables;
  private final Query query;
  private final Scan scan;

  public ExecuteStatement(OperationContext context) {
    this.context = context;
    this.tables = new StatementTables(context);
    this.query = new Query(context);
    this.scan = new Scan(context);
  }

  @Override
  public String name() {
    return "ExecuteStatement";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public StatementRequest decode(Fields fields) {
    String text = fields.text(STATEMENT);
    BoundStatement statement = Binder.bind(text, () -> fields.values(PARAMETERS), "");
    Parameters rest = new Parameters(fields, LAYOUT);
    Integer limit = rest.whole(Parameter.LIMIT);
    return new StatementRequest(
        statement,
        StatementDigest.of(text, fields.values(PARAMETERS)),
        fields.textOrNull(NEXT_TOKEN),
        rest.flag(Parameter.CONSISTENT_READ),
        limit == null ? Integer.MAX_VALUE : limit,
        "ALL_OLD".equals(rest.text(Parameter.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE)),
        CapacityWanted.by(rest));
  }

  @Override
  public void execute(StatementRequest request, Caller caller, Answer<StatementResult> answer) {
    switch (request.statement()) {
      case BoundStatement.Check _ ->
          throw ApiException.validation(
              "EXISTS can only be used in ExecuteTransaction write requests.");
      case BoundStatement.Read read -> {
        TableKeys table = tables.find(read.tableName());
        caller.table(table.table().name());
        new Selecting(
                query,
                scan,
                context.memory().share(MemoryUse.READS),
                request,
                read,
                StatementTables.source(table, read, request.consistent()),
                caller,
                answer)
            .start();
      }
      case BoundStatement.Write write -> {
        TableKeys table = tables.find(write.tableName());
        caller.table(table.table().name());
        ItemAction action = WritePlan.of(table, write, request.showsFailed());
        context.admission().beginWrite(action, LEAST_UNITS);
        context
            .shards()
            .send(
                context.shards().shardOf(action.key()),
                action,
                new Writing(action, request, caller, answer));
      }
    }
  }

  @Override
  public void render(StatementResult result, JsonOut out) {
    result.write(out);
  }

  /** A statement that writes, under way. */
  private final class Writing implements Answer<ItemResult> {
    private final ItemAction action;
    private final StatementRequest request;
    private final Caller caller;
    private final Answer<StatementResult> answer;

    Writing(
        ItemAction action,
        StatementRequest request,
        Caller caller,
        Answer<StatementResult> answer) {
      this.action = action;
      this.request = request;
      this.caller = caller;
      this.answer = answer;
    }

    @Override
    public void succeed(ItemResult result) {
      switch (result) {
        case ItemResult.Done(Version version, Item returned, CapacityUse use) -> {
          if (version != null) {
            caller.header("x-antipode-version", version.toString());
          }
          done(returned, use);
        }
        case ItemResult.ConditionFailed(Item item, CapacityUse use) -> {
          consumed(use);
          answer.fail(new ApiException(conditionFailed(action, item)));
        }
        case ItemResult.Invalid(String message, CapacityUse use) -> {
          consumed(use);
          answer.fail(ApiException.validation(message));
        }
        case Refused refused -> fail(Refusals.of(refused));
      }
    }

    private void done(@Nullable Item returned, CapacityUse use) {
      consumed(use);
      answer.succeed(
          new StatementResult(
              returned == null ? List.of() : List.of(returned),
              null,
              null,
              request.capacity(),
              action.table().table().name(),
              use));
    }

    private void consumed(CapacityUse use) {
      context.admission().endWrite(action, use, LEAST_UNITS);
      context.capacity().consumed(action.table().table().name(), 0, use.total());
    }

    @Override
    public void fail(Throwable failure) {
      context.admission().endWrite(action, null, LEAST_UNITS);
      answer.fail(failure);
    }
  }

  /** What is said of an item that does not satisfy what its statement demands. */
  static ApiError conditionFailed(ItemAction action, @Nullable Item item) {
    return switch (action) {
      case ItemAction.Put _ -> new ApiError(ErrorType.DUPLICATE_ITEM, DUPLICATE);
      case ItemAction.Update _, ItemAction.Delete _, ItemAction.Check _ ->
          ApiError.conditionFailed(item);
    };
  }

  /** What is said of an INSERT where there is an item. */
  static final String DUPLICATE = "Duplicate primary key exists in table";
}
