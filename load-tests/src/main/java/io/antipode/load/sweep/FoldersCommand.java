package io.antipode.load.sweep;

import io.antipode.load.simulation.FolderCampaign;
import picocli.CommandLine.Command;

/** {@code ./antipode chaos simulate folders}. */
@Command(
    name = "folders",
    description =
        "Damages a region's data folder at rest; all must be named or whole, with a way out.")
final class FoldersCommand extends CampaignCommand {
  @Override
  String one(long seed) {
    FolderCampaign.Result result = FolderCampaign.run(seed);
    return result.kind() + " " + result.outcome();
  }
}
