package io.antipode.node.operation.backup;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ListBackups}, in the order in which they were made. Tables need not be there any more; the
 * bound above is exclusive, as AWS has it.
 */
public final class ListBackups implements Action<ListBackups.Request, ListBackups.Page> {
  private static final Structure INPUT = DYNAMODB.input("ListBackups");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int LIMIT = INPUT.index("Limit");
  private static final int FROM = INPUT.index("TimeRangeLowerBound");
  private static final int TO = INPUT.index("TimeRangeUpperBound");
  private static final int AFTER = INPUT.index("ExclusiveStartBackupArn");
  private static final int TYPE = INPUT.index("BackupType");
  private static final int MAX_LIMIT = 100;
  private static final String ALL = "ALL";

  private final BackupContext context;

  public ListBackups(BackupContext context) {
    this.context = context;
  }

  /**
   * Which ones.
   *
   * @param table null for all
   * @param fromMs inclusive
   * @param toMs exclusive
   * @param afterId exclusive, null for the beginning
   * @param kind null for all
   */
  public record Request(
      @Nullable String table,
      int limit,
      double fromMs,
      double toMs,
      @Nullable String afterId,
      @Nullable String kind) {
    boolean wants(Backup backup) {
      return (table == null || table.equals(backup.table().name()))
          && backup.createdAtMs() >= fromMs
          && backup.createdAtMs() < toMs
          && (afterId == null || backup.id().compareTo(afterId) > 0)
          && (kind == null || kind.equals(backup.kind().name()));
    }
  }

  /**
   * Some of them.
   *
   * @param more whether others follow
   */
  public record Page(List<Backup> backups, boolean more) {}

  @Override
  public String name() {
    return "ListBackups";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    String table = fields.textOrNull(TABLE_NAME);
    Long limit = fields.wholeOrNull(LIMIT);
    double fromMs = ms(fields.secondsOrNull(FROM), Double.NEGATIVE_INFINITY);
    double toMs = ms(fields.secondsOrNull(TO), Double.POSITIVE_INFINITY);
    if (fromMs > toMs) {
      throw ApiException.validation(
          "One or more parameter values were invalid: Time range lower bound must be less than or"
              + " equal to upper bound");
    }
    String type = fields.textOrNull(TYPE);
    return new Request(
        table == null ? null : TableName.required(context.tables().region(), fields, TABLE_NAME),
        limit == null ? MAX_LIMIT : limit.intValue(),
        fromMs,
        toMs,
        afterId(fields.textOrNull(AFTER)),
        type == null ? Kind.USER.name() : type.equals(ALL) ? null : type);
  }

  /** Times are told to the millisecond. */
  private static double ms(@Nullable Double seconds, double none) {
    return seconds == null ? none : Math.rint(seconds * 1_000);
  }

  private @Nullable String afterId(@Nullable String text) {
    if (text == null) {
      return null;
    }
    BackupArn arn = BackupArn.parse(text);
    if (!arn.region().equals(context.tables().region().name())) {
      throw BackupContext.invalid("The supplied ExclusiveStartBackupArn does not match the region");
    }
    return arn.id();
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Page> answer) {
    List<Backup> wanted =
        context.backups().all().stream()
            .filter(request::wants)
            .sorted(Comparator.comparing(Backup::id))
            .limit(request.limit() + 1L)
            .toList();
    boolean more = wanted.size() > request.limit();
    answer.succeed(new Page(more ? wanted.subList(0, request.limit()) : wanted, more));
  }

  @Override
  public void render(Page page, JsonOut out) {
    out.beginObject();
    out.name("BackupSummaries").beginArray();
    for (Backup backup : page.backups()) {
      new BackupText(
              context.tables().region(), backup, context.arnOf(backup), BackupText.statusOf(backup))
          .summary(out);
    }
    out.endArray();
    if (page.more()) {
      out.name("LastEvaluatedBackupArn").value(context.arnOf(page.backups().getLast()));
    }
    out.endObject();
  }
}
