package io.antipode.node.operation.partiql;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out up to 25 statements, each on its own: all of them read one item, or write one. */
public final class BatchExecuteStatement implements Action<BatchRequest, BatchResult> {
  private static final Structure INPUT = DYNAMODB.input("BatchExecuteStatement");
  private static final int STATEMENTS = INPUT.index("Statements");
  private static final Structure MEMBER = DYNAMODB.structure("BatchStatementRequest");
  private static final int STATEMENT = MEMBER.index("Statement");
  private static final int PARAMETERS = MEMBER.index("Parameters");
  private static final int CONSISTENT = MEMBER.index("ConsistentRead");
  private static final int ON_FAILURE = MEMBER.index("ReturnValuesOnConditionCheckFailure");
  private static final Layout LAYOUT = Layout.of(INPUT);

  private final OperationContext context;
  private final StatementTables tables;

  public BatchExecuteStatement(OperationContext context) {
    this.context = context;
    this.tables = new StatementTables(context);
  }

  @Override
  public String name() {
    return "BatchExecuteStatement";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public BatchRequest decode(Fields fields) {
    List<BatchRequest.Member> members = new ArrayList<>();
    int reads = 0;
    int writes = 0;
    for (Fields given : fields.structures(STATEMENTS)) {
      BatchRequest.Member member = member(given);
      if (member instanceof BatchRequest.Member.Bound bound) {
        boolean reading = bound.reads();
        reads += reading ? 1 : 0;
        writes += reading ? 0 : 1;
      }
      members.add(member);
    }
    if (reads > 0 && writes > 0) {
      throw ApiException.validation(
          "Read and write requests together in the same batch is not supported.");
    }
    return new BatchRequest(members, CapacityWanted.by(new Parameters(fields, LAYOUT)));
  }

  private static BatchRequest.Member member(Fields given) {
    try {
      return new BatchRequest.Member.Bound(
          Binder.bind(given.text(STATEMENT), () -> given.values(PARAMETERS), ""),
          given.flag(CONSISTENT),
          "ALL_OLD".equals(given.textOrNull(ON_FAILURE)));
    } catch (RuntimeException refused) {
      return new BatchRequest.Member.Wrong(refusal(refused));
    }
  }

  /** The error of one statement; rethrows what is a defect. */
  private static ApiError refusal(RuntimeException refused) {
    ApiError error = Failures.errorOf(refused);
    if (error == null) {
      throw refused;
    }
    return error;
  }

  @Override
  public void execute(BatchRequest request, Caller caller, Answer<BatchResult> answer) {
    List<BatchStep> steps = new ArrayList<>();
    Set<ItemKey> seen = new HashSet<>();
    for (BatchRequest.Member member : request.members()) {
      BatchStep step = step(member);
      ItemKey key = step.key();
      if (key != null && !seen.add(key)) {
        throw ApiException.validation("Provided list of item keys contains duplicates");
      }
      steps.add(step);
    }
    new BatchRunning(context, steps, request.capacity(), answer).start();
  }

  private BatchStep step(BatchRequest.Member member) {
    return switch (member) {
      case BatchRequest.Member.Wrong(ApiError error) -> new BatchStep.Refuse(error, null, null);
      case BatchRequest.Member.Bound bound -> {
        try {
          yield planned(bound);
        } catch (RuntimeException refused) {
          yield refused(refusal(refused), bound.statement());
        }
      }
    };
  }

  /** What can't be carried out, with the item that it names all the same. */
  private BatchStep.Refuse refused(ApiError error, BoundStatement statement) {
    try {
      if (statement instanceof BoundStatement.Write write) {
        TableKeys table = tables.find(write.tableName());
        return new BatchStep.Refuse(error, WritePlan.keyOf(table, write), table.table().name());
      }
    } catch (RuntimeException namesNone) {
      if (Failures.errorOf(namesNone) == null) {
        throw namesNone;
      }
    }
    return new BatchStep.Refuse(error, null, null);
  }

  private BatchStep planned(BatchRequest.Member.Bound member) {
    return switch (member.statement()) {
      case BoundStatement.Check _ ->
          throw ApiException.validation(
              "EXISTS can only be used in ExecuteTransaction write requests.");
      case BoundStatement.Read read -> {
        TableKeys table = found(read.tableName());
        StatementTables.source(table, read, false);
        table.checkPaths(read.nestedRoots());
        KeyMatch match = single(table, read);
        if (match == null) {
          throw ApiException.validation(
              "Select statements within BatchExecuteStatement must specify the primary key in the"
                  + " where clause.");
        }
        yield new BatchStep.Get(table, match.key(), read.view(), member.consistent());
      }
      case BoundStatement.Write write ->
          new BatchStep.Act(WritePlan.of(found(write.tableName()), write, member.showsFailed()));
    };
  }

  private static @Nullable KeyMatch single(TableKeys table, BoundStatement.Read read) {
    KeyMatch match = read.indexName() == null ? KeyMatch.ofRead(table, read.where()) : null;
    return match == null || match.rest() != null ? null : match;
  }

  private TableKeys found(String name) {
    try {
      return tables.find(name);
    } catch (ApiException e) {
      throw e.error().type() == ErrorType.RESOURCE_NOT_FOUND
          ? new ApiException(
              new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found"))
          : e;
    }
  }

  @Override
  public void render(BatchResult result, JsonOut out) {
    result.write(out);
  }
}
