package io.antipode.node.bootstrap;

import io.antipode.node.bootstrap.cli.CommandFailedException;
import io.antipode.node.bootstrap.cli.DigestCommand;
import io.antipode.node.bootstrap.cli.FaultsCommand;
import io.antipode.node.bootstrap.cli.StatusCommand;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. What goes wrong in a way that we foresaw is one line on stderr. */
@Command(
    name = "antipode",
    description = {
      "A DynamoDB-compatible database whose tables live in several regions at once.",
      "",
      "bench and chaos, which measure it and try to break it, have a --help of their own."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      NodeCommand.class,
      DemoCommand.class,
      TrainCommand.class,
      StatusCommand.class,
      DigestCommand.class,
      FaultsCommand.class,
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler((failure, arguments) -> misunderstood(failure));
    commandLine.setExecutionExceptionHandler(
        (failure, command, result) -> {
          if (failure instanceof StartupException || failure instanceof CommandFailedException) {
            command.getErr().println("antipode: " + failure.getMessage());
            return 1;
          }
          throw failure;
        });
    return commandLine;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return spec.exitCodeOnInvalidInput();
  }

  /** A sentence and where to look; the whole usage would bury the sentence. */
  private static int misunderstood(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("antipode: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("See ./" + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The version that the jar was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "antipode " + Optional.ofNullable(version).orElse("(unpackaged)"),
        "JDK " + Runtime.version()
      };
    }
  }
}
