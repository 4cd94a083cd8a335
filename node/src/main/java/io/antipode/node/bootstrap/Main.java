package io.antipode.node.bootstrap;

import static java.util.Objects.requireNonNull;

import io.antipode.node.bootstrap.cli.CommandFailedException;
import io.antipode.node.bootstrap.cli.DigestCommand;
import io.antipode.node.bootstrap.cli.FaultsCommand;
import io.antipode.node.bootstrap.cli.StatusCommand;
import java.io.PrintWriter;
import java.util.List;
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
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {
  private static final List<Class<?>> COMMANDS =
      List.of(
          UpCommand.class,
          NodeCommand.class,
          DemoCommand.class,
          TrainCommand.class,
          StatusCommand.class,
          DigestCommand.class,
          FaultsCommand.class,
          RepairCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] arguments) {
    WarmUp.begin(arguments);
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * Knows only the command that the arguments begin with, where they do: reading the options of all
   * of them off their annotations would take a start a tenth of its time.
   */
  static CommandLine commandLine(String... arguments) {
    CommandLine commandLine = new CommandLine(new Main());
    List<Class<?>> named = COMMANDS.stream().filter(each -> isNamed(each, arguments)).toList();
    (named.isEmpty() ? COMMANDS : named).forEach(commandLine::addSubcommand);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler((failure, all) -> misunderstood(failure));
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

  private static boolean isNamed(Class<?> command, String... arguments) {
    return arguments.length > 0
        && requireNonNull(command.getAnnotation(Command.class)).name().equals(arguments[0]);
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
