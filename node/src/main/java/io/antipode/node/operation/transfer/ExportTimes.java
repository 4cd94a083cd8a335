package io.antipode.node.operation.transfer;

import io.antipode.node.api.ErrorType;
import io.antipode.node.backup.PointInTimeRecovery.Window;
import io.antipode.node.transfer.ExportRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time of an export. One whose time is not given shows all that was written before it was asked
 * for.
 *
 * @param fromMs inclusive; 0 for all that there is
 * @param toMs exclusive
 */
record ExportTimes(long fromMs, long toMs) {
  private static final long MIN_PERIOD_MS = 15 * 60_000;
  private static final long MAX_PERIOD_MS = 24 * 3_600_000;

  static ExportTimes of(ExportRequest request, Window window, long nowMs) {
    if (!request.incremental()) {
      Double at = request.atSeconds();
      return new ExportTimes(
          0, at == null ? nowMs + 1 : within("ExportTime", ms(at), window, nowMs));
    }
    Double to = request.toSeconds();
    long fromMs = ms(Objects.requireNonNull(request.fromSeconds()));
    long toMs = to == null ? nowMs + 1 : ms(to);
    if (toMs - fromMs < MIN_PERIOD_MS) {
      throw invalid(
          "Difference between export period from time and to time is less than 15 minutes");
    }
    if (toMs - fromMs > MAX_PERIOD_MS) {
      throw invalid(
          "Difference between export period from time and to time is greater than 24 hours");
    }
    within("ExportFromTime", fromMs, window, nowMs);
    return new ExportTimes(fromMs, to == null ? toMs : within("ExportToTime", toMs, window, nowMs));
  }

  private static long ms(double seconds) {
    return (long) Math.floor(seconds * 1_000);
  }

  private static long within(String member, long ms, Window window, long nowMs) {
    if (ms < window.earliestMs() || ms > nowMs) {
      throw invalid(
          "%s '%s' must be within EarliestRestorableDateTime '%s' and current time '%s'"
              .formatted(member, text(ms), text(window.earliestMs()), text(nowMs)));
    }
    return ms;
  }

  private static Instant text(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS);
  }

  private static RuntimeException invalid(@Nullable String why) {
    return TransferActions.refused(ErrorType.INVALID_EXPORT_TIME, String.valueOf(why));
  }
}
