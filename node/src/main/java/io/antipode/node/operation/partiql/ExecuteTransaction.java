package io.antipode.node.operation.partiql;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.action.HoldResult;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.Returned;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiError.CancellationReason;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.transaction.Reasons;
import io.antipode.node.operation.transaction.RequestDigest;
import io.antipode.node.operation.transaction.TransactionReader;
import io.antipode.node.operation.transaction.TransactionWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out up to 100 statements, all of them at one moment or none: reads, or writes. */
public final class ExecuteTransaction implements Action<TransactionRequest, TransactionResult> {
  private static final Structure INPUT = DYNAMODB.input("ExecuteTransaction");
  private static final int STATEMENTS = INPUT.index("TransactStatements");
  private static final int TOKEN = INPUT.index("ClientRequestToken");
  private static final Structure MEMBER = DYNAMODB.structure("ParameterizedStatement");
  private static final int STATEMENT = MEMBER.index("Statement");
  private static final int PARAMETERS = MEMBER.index("Parameters");
  private static final int ON_FAILURE = MEMBER.index("ReturnValuesOnConditionCheckFailure");
  private static final Layout LAYOUT = Layout.of(INPUT);
  private static final CancellationReason NO_TABLE =
      new CancellationReason("ResourceNotFound", "Requested resource not found", null);

  private final StatementTables tables;
  private final TransactionWriter writer;
  private final TransactionReader reader;

  public ExecuteTransaction(OperationContext context) {
    this.tables = new StatementTables(context);
    this.writer = new TransactionWriter(context);
    this.reader = new TransactionReader(context);
  }

  @Override
  public String name() {
    return "ExecuteTransaction";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public TransactionRequest decode(Fields fields) {
    List<TransactionRequest.Member> members = new ArrayList<>();
    RequestDigest digest = new RequestDigest();
    for (Fields given : fields.structures(STATEMENTS)) {
      String text = given.text(STATEMENT);
      BoundStatement statement =
          Binder.bind(text, () -> given.values(PARAMETERS), place(members.size()));
      List<AttributeValue> parameters = given.values(PARAMETERS);
      StatementDigest.add(digest, text, parameters);
      members.add(
          new TransactionRequest.Member(statement, "ALL_OLD".equals(given.textOrNull(ON_FAILURE))));
    }
    requireOneKind(members);
    String token = fields.textOrNull(TOKEN);
    return new TransactionRequest(
        members,
        token == null || token.isEmpty() ? null : token,
        digest.made(),
        CapacityWanted.by(new Parameters(fields, LAYOUT)));
  }

  private static String place(int number) {
    return "Validation failed in TransactStatements[" + number + "]: ";
  }

  private static void requireOneKind(List<TransactionRequest.Member> members) {
    long reads =
        members.stream()
            .filter(member -> member.statement() instanceof BoundStatement.Read)
            .count();
    if (reads > 0 && reads < members.size()) {
      throw ApiException.validation(
          "ExecuteTransaction API does not support both read and write operations in the same"
              + " request.");
    }
  }

  @Override
  public void execute(TransactionRequest request, Caller caller, Answer<TransactionResult> answer) {
    Planning planning = new Planning();
    for (int i = 0; i < request.members().size(); i++) {
      planning.add(i, request.members().get(i));
    }
    planning.throwIfRefused();
    if (request.reads()) {
      reader.run(planning.found, planning.keys, new Read(request, answer));
    } else {
      writer.run(
          planning.actions,
          request.token(),
          request.digest(),
          ExecuteTransaction::reason,
          caller,
          new Written(request, answer));
    }
  }

  @Override
  public void render(TransactionResult result, JsonOut out) {
    result.write(out);
  }

  private static CancellationReason reason(ItemAction action, HoldResult result) {
    return action instanceof ItemAction.Put && result instanceof HoldResult.ConditionFailed
        ? new CancellationReason("DuplicateItem", ExecuteStatement.DUPLICATE, null)
        : Reasons.of(result);
  }

  /** What the statements do to items of their tables, or why some of them do nothing. */
  private final class Planning {
    private final List<TableKeys> found = new ArrayList<>();
    private final List<ItemKey> keys = new ArrayList<>();
    private final List<ItemAction> actions = new ArrayList<>();
    private final List<CancellationReason> reasons = new ArrayList<>();
    private boolean refused;

    void add(int number, TransactionRequest.Member member) {
      TableKeys table = tableOf(member.statement());
      CancellationReason reason = table == null ? NO_TABLE : CancellationReason.NONE;
      if (table != null) {
        requirePossible(number, member.statement(), table);
        try {
          plan(member, table);
        } catch (RuntimeException misfit) {
          reason = Reasons.invalid(misfit);
        }
      }
      refused |= !reason.equals(CancellationReason.NONE);
      reasons.add(reason);
    }

    private @Nullable TableKeys tableOf(BoundStatement statement) {
      try {
        return tables.find(statement.tableName());
      } catch (ApiException e) {
        if (e.error().type() == ErrorType.RESOURCE_NOT_FOUND) {
          return null;
        }
        throw e;
      }
    }

    private void plan(TransactionRequest.Member member, TableKeys table) {
      switch (member.statement()) {
        case BoundStatement.Read read -> {
          table.checkPaths(read.nestedRoots());
          keys.add(WritePlan.transactional(() -> single(table, read)).key());
          found.add(table);
        }
        case BoundStatement.Write write ->
            actions.add(WritePlan.inTransaction(table, write, member.showsFailed()));
      }
    }

    private static KeyMatch single(TableKeys table, BoundStatement.Read read) {
      KeyMatch match = KeyMatch.ofRead(table, read.where());
      if (match == null) {
        throw new IllegalStateException("a read that names no item was let through");
      }
      return match;
    }

    void throwIfRefused() {
      if (refused) {
        throw new ApiException(ApiError.cancelled(reasons));
      }
    }
  }

  /** Refuses what no statement of a transaction may be. */
  private static void requirePossible(int number, BoundStatement statement, TableKeys table) {
    String wrong =
        switch (statement) {
          case BoundStatement.Read read ->
              read.indexName() != null
                  ? "Reads on indices are not supported within transactions."
                  : KeyMatch.namesItem(table, read.where())
                      ? null
                      : "Select statements within ExecuteTransaction must specify the primary key"
                          + " in the where clause.";
          case BoundStatement.Check(BoundStatement.Read read) ->
              read.indexName() != null
                  ? "Operations on indices are not supported in transactions"
                  : KeyMatch.namesItemAndMore(table, read.where())
                      ? null
                      : WritePlan.NO_SINGLE_ITEM;
          case BoundStatement.Change change -> returning(change.returned());
          case BoundStatement.Delete delete -> returning(delete.returned());
          case BoundStatement.Put _ -> null;
        };
    if (wrong != null) {
      throw ApiException.validation(place(number) + wrong);
    }
  }

  private static @Nullable String returning(Returned returned) {
    return returned == Returned.NONE
        ? null
        : "RETURNING clause is not supported in ExecuteTransaction.";
  }

  /** Answers a transaction that reads. */
  private record Read(TransactionRequest request, Answer<TransactionResult> answer)
      implements Answer<TransactionReader.Together> {
    @Override
    public void succeed(TransactionReader.Together together) {
      List<Optional<Item>> items = new ArrayList<>();
      for (int i = 0; i < together.reads().size(); i++) {
        BoundStatement.Read read = (BoundStatement.Read) request.members().get(i).statement();
        items.add(
            together.reads().get(i) instanceof ItemRead.Found found
                ? Optional.of(read.view().apply(found.item()))
                : Optional.empty());
      }
      answer.succeed(new TransactionResult(items, request.capacity(), together.uses(), true));
    }

    @Override
    public void fail(Throwable failure) {
      answer.fail(failure);
    }
  }

  /** Answers a transaction that writes. */
  private record Written(TransactionRequest request, Answer<TransactionResult> answer)
      implements Answer<TransactionWriter.Written> {
    @Override
    public void succeed(TransactionWriter.Written written) {
      answer.succeed(
          new TransactionResult(List.of(), request.capacity(), written.uses(), written.repeated()));
    }

    @Override
    public void fail(Throwable failure) {
      answer.fail(failure);
    }
  }
}
