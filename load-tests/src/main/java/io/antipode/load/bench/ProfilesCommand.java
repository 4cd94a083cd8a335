package io.antipode.load.bench;

import io.antipode.load.bench.profile.Profile;
import picocli.CommandLine.Command;

/** Lists the profiles. */
@Command(name = "profiles", description = "Lists the profiles that `run` and `compare` know.")
final class ProfilesCommand implements Runnable {
  @Override
  public void run() {
    for (Profile profile : Profile.ALL) {
      System.out.printf(
          "%-12s %-8s %s%n",
          profile.name(),
          profile.distribution().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
          profile.about());
    }
  }
}
