package io.antipode.node.operation.backup;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.PointInTimeRecovery;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import java.util.concurrent.CompletionStage;

/** {@code UpdateContinuousBackups}: switches point-in-time recovery on or off. */
public final class UpdateContinuousBackups
    implements Action<UpdateContinuousBackups.Request, RecoveryText> {
  private static final Structure INPUT = DYNAMODB.input("UpdateContinuousBackups");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int SPECIFICATION = INPUT.index("PointInTimeRecoverySpecification");
  private static final Structure RECOVERY = DYNAMODB.structure("PointInTimeRecoverySpecification");
  private static final int ENABLED = RECOVERY.index("PointInTimeRecoveryEnabled");
  private static final int DAYS = RECOVERY.index("RecoveryPeriodInDays");
  private static final int DEFAULT_DAYS = 35;

  private final BackupContext context;

  public UpdateContinuousBackups(BackupContext context) {
    this.context = context;
  }

  /**
   * What is wanted.
   *
   * @param days where it is to be on
   */
  public record Request(String table, boolean enabled, int days) {}

  @Override
  public String name() {
    return "UpdateContinuousBackups";
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
    Fields wanted = fields.structure(SPECIFICATION);
    Long days = wanted.wholeOrNull(DAYS);
    boolean enabled = wanted.flag(ENABLED);
    if (!enabled && days != null) {
      throw BackupContext.invalid(
          "Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
    }
    return new Request(
        TableName.required(context.tables().region(), fields, TABLE_NAME),
        enabled,
        days == null ? DEFAULT_DAYS : days.intValue());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<RecoveryText> answer) {
    TableDescriptor table = context.table(request.table());
    PointInTimeRecovery recovery = context.backups().recovery();
    CompletionStage<?> done =
        request.enabled() ? recovery.enable(table, request.days()) : recovery.disable(table.id());
    answer.with(done.thenApply(changed -> RecoveryText.of(recovery, table.id())));
  }

  @Override
  public void render(RecoveryText told, JsonOut out) {
    told.write(out);
  }
}
