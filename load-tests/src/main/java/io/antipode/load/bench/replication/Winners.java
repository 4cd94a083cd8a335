package io.antipode.load.bench.replication;

import io.antipode.load.bench.data.ItemReader;
import io.antipode.load.checker.GreatestVersion;
import io.antipode.load.checker.GreatestVersion.Judgement;
import io.antipode.load.report.RunReport.Event;
import io.antipode.load.report.RunReport.Offence;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.RunReport.Verdict;
import io.antipode.replication.clock.Version;
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

  /** A key that nobody has put shows 0. */
  private static boolean keeps(int key, long shown, List<VersionedWrites> writes) {
    List<GreatestVersion.Write<VersionedWrites>> claims = new ArrayList<>();
    for (VersionedWrites each : writes) {
      VersionedWrites.Write newest = each.newest(key);
      if (newest != null) {
        claims.add(new GreatestVersion.Write<>(each, newest.version(), newest.number()));
      }
      if (Integer.valueOf(key).equals(each.unanswered().get(shown))) {
        claims.add(new GreatestVersion.Write<>(each, null, shown));
      }
    }
    return GreatestVersion.judge(
            claims, new GreatestVersion.Shown(null, shown == 0 ? null : (Long) shown))
        instanceof Judgement.Right;
  }

  /** The newest acknowledged write of each region, by version; times are those of the versions. */
  private static Offence offence(String region, int key, long shown, List<VersionedWrites> writes) {
    List<Event> history = new ArrayList<>();
    for (VersionedWrites each : writes) {
      VersionedWrites.Write write = each.newest(key);
      if (write != null) {
        double seconds = Version.epochMs(write.version().hlc()) / 1e3;
        history.add(
            new Event(
                write.version().region().name(),
                "Put n = " + write.number(),
                "OK, version " + write.version(),
                seconds,
                seconds));
      }
    }
    return new Offence(
        "%s in %s shows %d".formatted(VersionedWrites.name(key), region, shown), history);
  }
}
