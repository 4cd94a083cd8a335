package io.antipode.load.sweep;

import io.antipode.load.simulation.ClockCampaign;
import picocli.CommandLine.Command;

/** {@code ./antipode chaos simulate clocks}. */
@Command(
    name = "clocks",
    description =
        "Sets clocks ahead by minutes to decades and back; a repair must bring all back, in whole.")
final class ClocksCommand extends CampaignCommand {
  @Override
  String one(long seed) {
    return ClockCampaign.run(seed).toString();
  }
}
