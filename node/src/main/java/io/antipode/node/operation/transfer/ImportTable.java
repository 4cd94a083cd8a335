package io.antipode.node.operation.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.table.CreateTable;
import io.antipode.node.operation.table.ImportedTable;
import io.antipode.node.transfer.InputSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code ImportTable}: a new table with the items of some objects. Answered once both are
 * remembered; what is wrong with the objects is told by the import's description.
 */
public final class ImportTable implements Action<ImportTable.Request, Transfer> {
  private static final Structure INPUT = InputSource.IMPORT;
  private static final int TOKEN = INPUT.index("ClientToken");
  private static final int PARAMETERS = INPUT.index("TableCreationParameters");
  private static final int OPTIONS = INPUT.index("InputFormatOptions");
  private static final int CSV = DYNAMODB.structure("InputFormatOptions").index("Csv");
  private static final int MAX_UNDER_WAY = 50;

  private final TransferActions actions;
  private final ImportedTable tables;

  public ImportTable(TransferActions actions) {
    this.actions = actions;
    this.tables = new ImportedTable(actions.tables());
  }

  /**
   * An import.
   *
   * @param text the request, as it is remembered
   */
  public record Request(@Nullable String token, CreateTable.Request table, String text) {}

  @Override
  public String name() {
    return "ImportTable";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    Fields options = fields.structureOrNull(OPTIONS);
    boolean csv = InputSource.ofImport(fields).format().equals("CSV");
    if (options != null && options.has(CSV) && !csv) {
      throw ApiException.validation(
          "InputFormatOptions.Csv can only be specified when InputFormat is CSV");
    }
    return new Request(
        fields.textOrNull(TOKEN),
        tables.request(fields.structure(PARAMETERS)),
        actions.remembered(fields));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Transfer> answer) {
    answer.with(
        actions.once(
            Direction.IMPORT,
            request.token(),
            request.text(),
            () -> {
              actions.checkLimit(Direction.IMPORT, MAX_UNDER_WAY, "import");
              tables.checkFree(request.table());
              TableDescriptor table = tables.table(request.table());
              return actions
                  .transfers()
                  .begin(transfer(request, table), table, () -> ImportedTable.taken(table.name()));
            }));
  }

  private Transfer transfer(Request request, TableDescriptor table) {
    return new Transfer(
        Direction.IMPORT,
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
    new ImportText(actions.tables().region(), begun).description(out);
  }
}
