package io.antipode.load.bench.recovery;

import io.antipode.load.bench.data.ItemReader;
import io.antipode.load.report.RunReport.Offence;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.RunReport.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads back, after each restart, what one region acknowledged, and counts what is missing. */
final class Survivors {
  private static final int OFFENCES = 20;

  private final String region;
  private final String table;
  private final AcknowledgedWrites writes;
  private final List<Offence> offences = new ArrayList<>();
  private long read;
  private long broken;

  Survivors(String region, String table, AcknowledgedWrites writes) {
    this.region = region;
    this.table = table;
    this.writes = writes;
  }

  /** Reads every key. Returns how many promises are broken now; they count once. */
  long check(InetSocketAddress address) throws IOException {
    long before = broken;
    long[] numbers = ItemReader.numbers(address, region, table, writes.keys(), writes::name);
    read += numbers.length;
    for (int key = 0; key < numbers.length; key++) {
      if (!writes.keeps(key, numbers[key])) {
        broken++;
        if (offences.size() < OFFENCES) {
          offences.add(
              new Offence(
                  "%s: stored %d, acknowledged %d"
                      .formatted(writes.name(key), numbers[key], writes.acknowledged(key)),
                  List.of()));
        }
      }
      writes.settle(key, numbers[key]);
    }
    return broken - before;
  }

  /** What all checks together came to. */
  Verdict verdict(String checker) {
    return new Verdict(
        checker,
        "every acknowledged write is there after a restart",
        broken == 0 ? Outcome.HELD : Outcome.VIOLATED,
        "%,d items read back; %,d wrong".formatted(read, broken),
        offences);
  }
}
