package io.antipode.node.operation.transfer;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.FieldsJson;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.operation.table.TableContext;
import io.antipode.node.transfer.Transfers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the actions about transfers work with, and have in common. Any thread. */
public final class TransferActions {
  /** For so long a token stands for one request. */
  private static final long TOKEN_MS = 8L * 3_600_000;

  /** What all requests of a kind that are under way may have in them, which is held in memory. */
  private static final long MAX_UNDER_WAY_CHARS = 32 << 20;

  private final TableContext tables;
  private final Transfers transfers;

  public TransferActions(TableContext tables, Transfers transfers) {
    this.tables = tables;
    this.transfers = transfers;
  }

  TableContext tables() {
    return tables;
  }

  Transfers transfers() {
    return transfers;
  }

  String newId() {
    return Backup.idOf(tables.time().epochMs(), tables.entropy().nextLong());
  }

  /** The request as it is remembered: with a token, which AWS gives those who have none. */
  String remembered(Fields request) {
    String text = FieldsJson.text(request);
    if (request.textOrNull(request.shape().index("ClientToken")) != null) {
      return text;
    }
    String token = new UUID(tables.entropy().nextLong(), tables.entropy().nextLong()).toString();
    return text.substring(0, text.length() - 1) + ",\"ClientToken\":\"" + token + "\"}";
  }

  /**
   * Begins a transfer, unless its token did so before.
   *
   * @param token that the request has, null for none
   * @param begin begins it, once
   */
  CompletionStage<Transfer> once(
      Direction direction,
      @Nullable String token,
      String request,
      Supplier<CompletionStage<Transfer>> begin) {
    if (token == null) {
      return begin.get();
    }
    synchronized (this) {
      Transfer before = withToken(direction, token);
      if (before == null) {
        return begin.get();
      }
      if (!before.request().equals(request)) {
        throw refused(
            switch (direction) {
              case EXPORT -> ErrorType.EXPORT_CONFLICT;
              case IMPORT -> ErrorType.IMPORT_CONFLICT;
              case BULK -> ErrorType.IDEMPOTENT_PARAMETER_MISMATCH;
            },
            "Duplicate request detected");
      }
      return CompletableFuture.completedFuture(before);
    }
  }

  private @Nullable Transfer withToken(Direction direction, String token) {
    long since = tables.time().epochMs() - TOKEN_MS;
    String member = "\"ClientToken\":\"";
    return transfers.all(direction).stream()
        .filter(each -> each.startMs() >= since && each.request().contains(member))
        .filter(each -> token.equals(TransferText.token(each)))
        .findFirst()
        .orElse(null);
  }

  /** The one that an ARN names. */
  Transfer find(Direction direction, String arn) {
    Transfer found = transfers.find(direction, TransferArn.id(tables.region(), direction, arn));
    if (found == null) {
      throw switch (direction) {
        case EXPORT -> refused(ErrorType.EXPORT_NOT_FOUND, "Export not found: " + arn);
        case IMPORT -> refused(ErrorType.IMPORT_NOT_FOUND, "Import not found: " + arn);
        case BULK -> refused(ErrorType.RESOURCE_NOT_FOUND, "Bulk operation not found: " + arn);
      };
    }
    return found;
  }

  /** Refuses more of a kind under way than an account may have. */
  void checkLimit(Direction direction, int max, String what) {
    if (transfers.underWay(direction) >= max
        || transfers.underWayChars(direction) > MAX_UNDER_WAY_CHARS) {
      throw refused(
          ErrorType.LIMIT_EXCEEDED,
          "Subscriber limit exceeded: Only "
              + max
              + " "
              + what
              + " operations can be in progress simultaneously");
    }
  }

  static ApiException refused(ErrorType type, String why) {
    return new ApiException(new ApiError(type, why));
  }
}
