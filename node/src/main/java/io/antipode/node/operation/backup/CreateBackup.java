package io.antipode.node.operation.backup;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.table.TableSizes.TableSize;
import java.util.List;

/**
 * {@code CreateBackup}. Answered once it is remembered that there is to be one, with the sizes that
 * the table had then; names need not be unique.
 */
public final class CreateBackup implements Action<CreateBackup.Request, Backup> {
  private static final Structure INPUT = DYNAMODB.input("CreateBackup");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int BACKUP_NAME = INPUT.index("BackupName");

  private final BackupContext context;

  public CreateBackup(BackupContext context) {
    this.context = context;
  }

  /** A backup of a table. */
  public record Request(String table, String name) {}

  @Override
  public String name() {
    return "CreateBackup";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public void checkFirst(Fields fields) {
    TableName.required(context.tables().region(), fields, TABLE_NAME);
  }

  @Override
  public Request decode(Fields fields) {
    return new Request(
        TableName.required(context.tables().region(), fields, TABLE_NAME),
        fields.text(BACKUP_NAME));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Backup> answer) {
    TableDescriptor table = context.table(request.table());
    context.checkStays(table);
    answer.with(
        context
            .tables()
            .sizes()
            .of(table)
            .thenCompose(size -> context.backups().create(backup(request, table, size))));
  }

  private Backup backup(Request request, TableDescriptor table, TableSize size) {
    context.checkStays(table); // It may have been told to go meanwhile.
    long nowMs = context.tables().time().epochMs();
    return new Backup(
        Backup.idOf(nowMs, context.tables().entropy().nextLong()),
        request.name(),
        Kind.USER,
        false,
        nowMs,
        0,
        0,
        size.items(),
        size.bytes(),
        table,
        List.of());
  }

  @Override
  public void render(Backup backup, JsonOut out) {
    out.beginObject();
    new BackupText(context.tables().region(), backup, context.arnOf(backup), BackupText.CREATING)
        .details(out);
    out.endObject();
  }
}
