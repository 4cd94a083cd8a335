package io.antipode.load.chaos;

import io.antipode.load.container.ImageCommand;
import io.antipode.load.cost.CostCommand;
import io.antipode.load.stranger.StrangersCommand;
import io.antipode.load.sweep.SimulateCommand;
import picocli.CommandLine.Command;

/** {@code ./antipode chaos}: tries to make Antipode break its promises. */
@Command(
    name = "chaos",
    description = "Disturbs a cluster in every way that there is, and holds it to its promises.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ListCommand.class,
      SimulateCommand.class,
      CostCommand.class,
      StrangersCommand.class,
      ImageCommand.class
    })
public final class ChaosCommand {}
