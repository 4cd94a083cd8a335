package io.antipode.load.bench;

import io.antipode.load.report.RunReport.Event;
import io.antipode.load.report.RunReport.Offence;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.RunReport.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks that every key shows, in every region, the acknowledged write of greatest version. */
final class Winners {
  private static final int OFFENCES = 20;

  private Winners() {}

  static Verdict check(Regions regions, String table, int keys, List<VersionedWrites> writes)
      throws IOException {
    List<Offence> offences = new ArrayList<>();
    long wrong = 0;
    for (String region : regions.names()) {
      long[] numbers =
          ItemReader.numbers(
              regions.server().address(region), region, table, keys, VersionedWrites::name);
      for (int key = 0; key < keys; key++) {
        if (!keeps(key, numbers[key], writes)) {
          wrong++;
          if (offences.size() < OFFENCES) {
            offences.add(offence(region, key, numbers[key], writes));
          }
        }
      }
    }
    long acknowledged = writes.stream().mapToLong(VersionedWrites::acknowledgedCount).sum();
    return new Verdict(
        "winners",
        "every item shows its greatest acknowledged version in every region",
        wrong == 0 ? Outcome.HELD : Outcome.VIOLATED,
        "%,d acknowledged writes to %,d keys in %d regions; %,d wrong"
            .formatted(acknowledged, keys, regions.names().size(), wrong),
        offences);
  }

  private static boolean keeps(int key, long shown, List<VersionedWrites> writes) {
    VersionedWrites.Write winner = null;
    boolean maybe = false;
    for (VersionedWrites each : writes) {
      VersionedWrites.Write write = each.newest(key);
      if (write != null && (winner == null || write.compareTo(winner) > 0)) {
        winner = write;
      }
      maybe |= Integer.valueOf(key).equals(each.unanswered().get(shown));
    }
    return maybe || shown == (winner == null ? 0 : winner.number());
  }

  /** The newest acknowledged write of each region, by version; times are those of the versions. */
  private static Offence offence(String region, int key, long shown, List<VersionedWrites> writes) {
    List<Event> history = new ArrayList<>();
    for (VersionedWrites each : writes) {
      VersionedWrites.Write write = each.newest(key);
      if (write != null) {
        double seconds = (write.hlc() >>> 16) / 1e3;
        history.add(
            new Event(
                write.region(),
                "Put n = " + write.number(),
                "OK, version " + write.hlc(),
                seconds,
                seconds));
      }
    }
    return new Offence(
        "%s in %s shows %d".formatted(VersionedWrites.name(key), region, shown), history);
  }
}
