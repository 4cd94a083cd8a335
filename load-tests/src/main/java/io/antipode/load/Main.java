package io.antipode.load;

import io.antipode.load.bench.BenchCommand;
import io.antipode.load.chaos.ChaosCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The harness's command line: {@code ./antipode bench …}, {@code ./antipode chaos …}. */
@Command(
    name = "antipode",
    description = "Measures a DynamoDB endpoint and tries to make it lose data.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchCommand.class, ChaosCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }
}
