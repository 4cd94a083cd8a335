package io.antipode.node.operation.backup;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Arn;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.backup.PointInTimeRecovery;
import io.antipode.node.backup.PointInTimeRecovery.Beginning;
import io.antipode.node.backup.PointInTimeRecovery.Window;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.table.RestoreRules;
import io.antipode.node.operation.table.RestoreRules.Overrides;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code RestoreTableToPointInTime}: a new table, as another one was at a second. Refusals come in
 * AWS's order: the request's own, then whether there is a past, the moment, and the name.
 */
public final class RestoreTableToPointInTime
    implements Action<RestoreTableToPointInTime.Request, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("RestoreTableToPointInTime");
  private static final int SOURCE_ARN = INPUT.index("SourceTableArn");
  private static final int SOURCE_NAME = INPUT.index("SourceTableName");
  private static final int TARGET = INPUT.index("TargetTableName");
  private static final int LATEST = INPUT.index("UseLatestRestorableTime");
  private static final int AT = INPUT.index("RestoreDateTime");
  private static final RestoreRules RULES = new RestoreRules(INPUT);
  private static final String TABLE = "table/";

  private final BackupContext context;
  private final RestoreTarget target;

  public RestoreTableToPointInTime(BackupContext context, RestoreTarget target) {
    this.context = context;
    this.target = target;
  }

  /**
   * A table as another one was.
   *
   * @param atSeconds since 1970; null for the latest
   */
  public record Request(
      String source, String name, @Nullable Double atSeconds, Overrides overrides) {}

  @Override
  public String name() {
    return "RestoreTableToPointInTime";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    boolean latest = fields.flag(LATEST);
    Double at = fields.secondsOrNull(AT);
    if (latest && at != null) {
      throw BackupContext.invalid(
          "Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time"
              + " restore request. Please set only one of them");
    }
    if (!latest && at == null) {
      throw BackupContext.invalid(
          "Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not"
              + " both");
    }
    return new Request(source(fields), fields.text(TARGET), at, RULES.overrides(fields));
  }

  private String source(Fields fields) {
    String name = fields.textOrNull(SOURCE_NAME);
    String arn = fields.textOrNull(SOURCE_ARN);
    if (name != null && arn != null) {
      throw ApiException.validation("Must provide exactly one of: sourceTableArn, sourceTableName");
    }
    if (name == null && arn == null) {
      throw ApiException.validation(
          "The parameter 'TableName' is required but was not present in the request");
    }
    return name == null ? named(String.valueOf(arn), fields) : name;
  }

  private String named(String text, Fields fields) {
    Arn arn = Arn.parse(text);
    if (arn == null || !arn.service().equals("dynamodb") || !arn.resource().startsWith(TABLE)) {
      throw ApiException.validation("sourceTableArn is not a valid ARN");
    }
    if (!arn.account().equals(Arns.ACCOUNT)) {
      throw ApiException.validation(
          "This action is only supported by accounts that match the resource owner’s account.");
    }
    if (!arn.region().equals(context.tables().region().name())) {
      throw BackupContext.invalid(
          RULES.overridesEncryption(fields)
              ? "a table of another region can't be restored here yet"
              : "sseSpecificationOverride must be provided for cross-region restores");
    }
    return arn.resource().substring(TABLE.length());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<TableDescriptor> answer) {
    TableDescriptor source = context.table(request.source());
    PointInTimeRecovery recovery = context.backups().recovery();
    Continuous setting = recovery.setting(source.id());
    if (setting == null) {
      throw unavailable(source);
    }
    long atMs = moment(request.atSeconds(), recovery.window(setting));
    Beginning beginning = recovery.beginning(source.id(), atMs);
    if (beginning == null) {
      throw unavailable(source);
    }
    target.checkFree(request.name());
    TableDescriptor table =
        RestoreRules.target(
            source,
            request.name(),
            request.overrides(),
            context.tables().entropy(),
            context.tables().time().epochMs());
    Restore restore =
        new Restore(
            table.id(),
            Arns.table(context.tables().region(), source.name()),
            null,
            beginning.copy().id(),
            beginning.untilHlc(),
            atMs);
    answer.with(target.restore(restore, table));
  }

  private static ApiException unavailable(TableDescriptor source) {
    return BackupContext.refused(
        ErrorType.POINT_IN_TIME_RECOVERY_UNAVAILABLE,
        "Point in time recovery is not enabled for table '" + source.name() + "'");
  }

  private static long moment(@Nullable Double seconds, Window window) {
    if (seconds == null) {
      return window.latestMs();
    }
    long atMs = (long) Math.floor(seconds * 1_000);
    if (atMs < window.earliestMs() || atMs > window.latestMs()) {
      throw BackupContext.refused(
          ErrorType.INVALID_RESTORE_TIME,
          "RestoreDateTime '%s' must be within EarliestRestorableDateTime '%s' and LatestRestorableDateTime '%s'"
              .formatted(text(atMs), text(window.earliestMs()), text(window.latestMs())));
    }
    return atMs;
  }

  private static Instant text(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void render(TableDescriptor made, JsonOut out) {
    target.render(made, out);
  }
}
