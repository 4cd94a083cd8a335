package io.antipode.load.bench;

import picocli.CommandLine.Command;

/** {@code ./antipode bench}: the measurements behind the README's table. */
@Command(
    name = "bench",
    description = "Measures throughput, latency, replication, restart and durability.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CompareCommand.class,
      ReplicateCommand.class,
      KillCommand.class,
      RestartCommand.class
    })
public final class BenchCommand {}
