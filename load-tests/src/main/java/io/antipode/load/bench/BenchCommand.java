package io.antipode.load.bench;

import picocli.CommandLine.Command;

/** {@code ./antipode bench}: the measurements behind the README's table. */
@Command(
    name = "bench",
    description = "Measures throughput, latency, replication, restart and durability.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      CompareCommand.class,
      ProfilesCommand.class,
      ReplicateCommand.class,
      CatchUpCommand.class,
      StreamsCommand.class,
      GrowthCommand.class,
      KillCommand.class,
      RestartCommand.class
    })
public final class BenchCommand {}
