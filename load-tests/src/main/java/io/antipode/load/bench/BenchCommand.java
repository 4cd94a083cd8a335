package io.antipode.load.bench;

import io.antipode.load.micro.MicroCommand;
import picocli.CommandLine.Command;

/** {@code ./antipode bench}: the measurements behind the README's table. */
@Command(
    name = "bench",
    description = "Measures throughput, latency, replication, restart and durability.",
    subcommands = {
      RunCommand.class,
      CompareCommand.class,
      ProfilesCommand.class,
      ReplicateCommand.class,
      CatchUpCommand.class,
      StreamsCommand.class,
      DurabilityCommand.class,
      GrowthCommand.class,
      KillCommand.class,
      RestartCommand.class,
      MicroCommand.class
    })
public final class BenchCommand {}
