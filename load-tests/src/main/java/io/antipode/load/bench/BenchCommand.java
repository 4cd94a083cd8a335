package io.antipode.load.bench;

import io.antipode.load.bench.recovery.KillCommand;
import io.antipode.load.bench.recovery.RestartCommand;
import io.antipode.load.bench.replication.CatchUpCommand;
import io.antipode.load.bench.replication.ReplicateCommand;
import io.antipode.load.bench.streams.StreamsCommand;
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
