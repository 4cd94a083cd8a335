package io.antipode.load;

import io.antipode.load.bench.BenchCommand;
import io.antipode.load.chaos.ChaosCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The harness's command line: {@code ./antipode bench …}, {@code ./antipode chaos …}. */
@Command(
    name = "antipode",
    description = "Measures a DynamoDB endpoint and tries to make it lose data.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    subcommands = {BenchCommand.class, ChaosCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, result) -> {
              // An endpoint that isn't there, a folder that can't be written: the user's to mend.
              if (failure instanceof IOException || failure instanceof UncheckedIOException) {
                command.getErr().println("antipode: " + failure.getMessage());
                return 1;
              }
              throw failure;
            });
  }
}
