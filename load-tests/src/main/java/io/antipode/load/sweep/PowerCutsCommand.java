package io.antipode.load.sweep;

import io.antipode.load.simulation.PowerCutCampaign;
import picocli.CommandLine.Command;

/** {@code ./antipode chaos simulate power-cuts}. */
@Command(
    name = "power-cuts",
    description = "Cuts a shard's power at random moments; nothing acknowledged may be lost.")
final class PowerCutsCommand extends CampaignCommand {
  @Override
  String one(long seed) {
    PowerCutCampaign.run(seed);
    return "kept everything";
  }
}
