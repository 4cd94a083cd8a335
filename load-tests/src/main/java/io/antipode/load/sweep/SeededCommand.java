package io.antipode.load.sweep;

import io.antipode.load.seeded.SeededBug;
import io.antipode.load.seeded.SeededBugs;
import io.antipode.load.seeded.Verdict;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./antipode chaos simulate bugs}: would the harness notice? */
@Command(
    name = "bugs",
    description = "Runs the product with deliberate bugs, one at a time, until a check fails.",
    mixinStandardHelpOptions = true)
final class SeededCommand implements Callable<Integer> {
  @Option(names = "--bug", split = ",", description = "Only these (default: all).")
  List<String> names = List.of();

  @Option(names = "--seeds", description = "At most so many seeds each (default ${DEFAULT-VALUE}).")
  long seeds = 300;

  @Override
  public Integer call() {
    SimulateCommand.quiet();
    List<SeededBug> bugs =
        names.isEmpty() ? SeededBugs.all() : names.stream().map(SeededBugs::of).toList();
    int missed = 0;
    for (SeededBug bug : bugs) {
      Verdict verdict = Verdict.of(bug, seeds);
      System.out.println(verdict);
      missed += verdict.isCaught() ? 0 : 1;
    }
    return missed == 0 ? 0 : 1;
  }
}
