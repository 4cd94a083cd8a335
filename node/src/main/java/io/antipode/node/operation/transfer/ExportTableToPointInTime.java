package io.antipode.node.operation.transfer;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import io.antipode.node.backup.PointInTimeRecovery;
import io.antipode.node.index.TableKeys;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.transfer.ExportFilter;
import io.antipode.node.transfer.ExportRequest;

/**
 * {@code ExportTableToPointInTime}: answered once it is remembered that there is to be one. A
 * bucket that is not there is told by the export's failure, as on AWS.
 */
public final class ExportTableToPointInTime
    implements Action<ExportTableToPointInTime.Request, Transfer> {
  private static final int MAX_UNDER_WAY = 300;

  private final TransferActions actions;

  public ExportTableToPointInTime(TransferActions actions) {
    this.actions = actions;
  }

  /**
   * An export.
   *
   * @param text the request, as it is remembered
   */
  public record Request(String table, ExportRequest export, String text) {}

  @Override
  public String name() {
    return "ExportTableToPointInTime";
  }

  @Override
  public Structure input() {
    return ExportRequest.INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    ExportRequest export = ExportRequest.of(fields);
    boolean specified = fields.has(ExportRequest.INPUT.index("IncrementalExportSpecification"));
    if (export.incremental() && export.fromSeconds() == null) {
      throw ApiException.validation(
          specified
              ? "ExportFromTime is required for an incremental export"
              : "IncrementalExportSpecification is required for an incremental export");
    }
    if (export.incremental() && export.atSeconds() != null) {
      throw ApiException.validation("ExportTime can't be specified for an incremental export");
    }
    if (!export.incremental() && specified) {
      throw ApiException.validation(
          "IncrementalExportSpecification can only be specified for an incremental export");
    }
    return new Request(
        TransferArn.table(actions.tables().region(), export.tableArn()),
        export,
        actions.remembered(fields));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Transfer> answer) {
    TableDescriptor table = actions.tables().catalog().view().byName(request.table());
    if (table == null || table.status() == TableStatus.CREATING) {
      throw TransferActions.refused(
          ErrorType.TABLE_NOT_FOUND, "Table not found: " + request.table());
    }
    ExportRequest export = request.export();
    answer.with(
        actions.once(
            Direction.EXPORT,
            export.clientToken(),
            request.text(),
            () -> {
              Transfer transfer = transfer(request, table);
              ExportFilter.of(export.filter(), new TableKeys(table));
              actions.checkLimit(Direction.EXPORT, MAX_UNDER_WAY, "export");
              return actions.transfers().begin(transfer);
            }));
  }

  private Transfer transfer(Request request, TableDescriptor table) {
    PointInTimeRecovery recovery = actions.transfers().recovery();
    Continuous setting = recovery.setting(table.id());
    if (setting == null) {
      throw TransferActions.refused(
          ErrorType.POINT_IN_TIME_RECOVERY_UNAVAILABLE,
          "Point in time recovery is not enabled for table '" + table.name() + "'");
    }
    long nowMs = actions.tables().time().epochMs();
    ExportTimes times = ExportTimes.of(request.export(), recovery.window(setting), nowMs);
    return new Transfer(
        Direction.EXPORT,
        actions.newId(),
        table.id(),
        table.name(),
        request.text(),
        nowMs,
        0,
        times.fromMs(),
        times.toMs(),
        State.IN_PROGRESS,
        "",
        "",
        "",
        "",
        Counts.NONE);
  }

  @Override
  public void render(Transfer begun, JsonOut out) {
    new ExportText(actions.tables().region(), begun).description(out);
  }
}
