package io.antipode.load.sweep;

import io.antipode.load.simulation.DamageCampaign;
import picocli.CommandLine.Command;

/** {@code ./antipode chaos simulate damage}. */
@Command(
    name = "damage",
    description = "Damages a shard's files at rest; all of it must be named, or provably harmless.")
final class DamageCommand extends CampaignCommand {
  @Override
  String one(long seed) {
    return DamageCampaign.run(seed).toString();
  }
}
