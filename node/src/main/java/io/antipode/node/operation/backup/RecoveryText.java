package io.antipode.node.operation.backup;

import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.PointInTimeRecovery;
import io.antipode.node.backup.PointInTimeRecovery.Window;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.CapacityDescription;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a table's point-in-time recovery.
 *
 * @param setting null where it is off
 * @param window null where it is off
 */
public record RecoveryText(@Nullable Continuous setting, @Nullable Window window) {
  static RecoveryText of(PointInTimeRecovery recovery, long tableId) {
    Continuous setting = recovery.setting(tableId);
    return new RecoveryText(setting, setting == null ? null : recovery.window(setting));
  }

  void write(JsonOut out) {
    out.beginObject().name("ContinuousBackupsDescription").beginObject();
    out.name("ContinuousBackupsStatus").value("ENABLED");
    out.name("PointInTimeRecoveryDescription").beginObject();
    if (setting == null || window == null) {
      out.name("PointInTimeRecoveryStatus").value("DISABLED");
    } else {
      out.name("PointInTimeRecoveryStatus").value("ENABLED");
      out.name("RecoveryPeriodInDays").value(setting.days());
      out.name("EarliestRestorableDateTime")
          .value(CapacityDescription.seconds(window.earliestMs()));
      out.name("LatestRestorableDateTime").value(CapacityDescription.seconds(window.latestMs()));
    }
    out.endObject().endObject().endObject();
  }
}
