package io.antipode.node.operation.transfer;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.transfer.InputSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code StartBulkPutItems}: items of some objects are put into a table that is there, each on its
 * own condition. A global table takes them too, which AWS refuses: they are written as clients
 * write, so streams and other regions get them.
 */
public final class StartBulkPutItems implements Action<StartBulkPutItems.Request, Transfer> {
  private static final Structure INPUT = InputSource.BULK;
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int TOKEN = INPUT.index("ClientToken");
  private static final int MAX_UNDER_WAY = 50;

  private final TransferActions actions;

  public StartBulkPutItems(TransferActions actions) {
    this.actions = actions;
  }

  /**
   * A bulk operation.
   *
   * @param text the request, as it is remembered
   */
  public record Request(String table, @Nullable String token, String text) {}

  @Override
  public String name() {
    return "StartBulkPutItems";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public void checkFirst(Fields fields) {
    TableName.required(actions.tables().region(), fields, TABLE_NAME);
  }

  @Override
  public Request decode(Fields fields) {
    BulkRules.check(fields);
    return new Request(
        TableName.required(actions.tables().region(), fields, TABLE_NAME),
        fields.textOrNull(TOKEN),
        actions.remembered(fields));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Transfer> answer) {
    answer.with(
        actions.once(
            Direction.BULK,
            request.token(),
            request.text(),
            () -> {
              TableDescriptor table = table(request.table());
              actions.checkLimit(Direction.BULK, MAX_UNDER_WAY, "bulk");
              return actions.transfers().begin(transfer(request, table));
            }));
  }

  private TableDescriptor table(String name) {
    TableDescriptor table = actions.tables().catalog().view().byName(name);
    if (table == null) {
      throw TransferActions.refused(
          ErrorType.RESOURCE_NOT_FOUND,
          "Requested resource not found: Table: " + name + " not found");
    }
    if (table.status() != TableStatus.ACTIVE && table.status() != TableStatus.UPDATING) {
      throw TransferActions.refused(
          ErrorType.RESOURCE_IN_USE, "Table is not in the ACTIVE state: " + name);
    }
    return table;
  }

  private Transfer transfer(Request request, TableDescriptor table) {
    return new Transfer(
        Direction.BULK,
        actions.newId(),
        table.id(),
        table.name(),
        request.text(),
        actions.tables().time().epochMs(),
        0,
        0,
        0,
        State.IN_PROGRESS,
        "",
        "",
        "",
        "",
        Counts.NONE);
  }

  @Override
  public void render(Transfer begun, JsonOut out) {
    new BulkText(actions.tables().region(), begun).description(out);
  }
}
