package io.antipode.load.bench.measure;

import io.antipode.load.bench.data.Dataset;
import io.antipode.load.bench.data.Filler;
import io.antipode.load.bench.data.Population;
import io.antipode.load.bench.profile.EchoLengths;
import io.antipode.load.bench.profile.Profile;
import io.antipode.load.bench.profile.ProfileTraffic;
import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.http.Result;
import io.antipode.load.http.UnansweredException;
import io.antipode.load.http.Watcher;
import io.antipode.load.target.EchoTarget;
import io.antipode.load.target.Target;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A target with the data that was put into it. */
public final class Subject {
  private final Target target;
  private final String region;
  private final LoadOptions options;
  private final Map<Dataset, Population> populations = new HashMap<>();
  private final Map<Profile, ProfileTraffic> traffics = new HashMap<>();

  public Subject(Target target, String region, LoadOptions options) {
    this.target = target;
    this.region = region;
    this.options = options;
  }

  String name() {
    return target.name();
  }

  /** Makes the tables of a profile and fills them, unless an earlier one did. */
  void prepare(Profile profile) throws IOException {
    Dataset data = profile.dataset(options.items, options.itemBytes);
    if (target instanceof EchoTarget echo) {
      echo.answer(EchoLengths.of(profile, data));
    } else if (!populations.containsKey(data)) {
      data.create(new ControlClient(target.address(), region));
      try {
        Filler.fill(data, target.address(), region, 0, data.items(), Watcher.NONE);
      } catch (UnansweredException e) {
        throw hung("filling " + data.table(), e);
      }
    }
    populations.putIfAbsent(data, new Population(data.items()));
  }

  /** One round of a profile that has been prepared. */
  Result run(Profile profile, Plan plan, Watcher watcher) throws IOException {
    ProfileTraffic traffic = traffics.computeIfAbsent(profile, this::traffic);
    try (LoadClient client = new LoadClient(target.address(), options.connections)) {
      Result result = client.run(traffic, plan, watcher);
      if (traffic.failure() != null) {
        throw new IllegalStateException(name() + ", " + profile.name() + ": " + traffic.failure());
      }
      return result;
    } catch (UnansweredException e) {
      throw hung(profile.name(), e);
    }
  }

  private IllegalStateException hung(String doing, UnansweredException how) {
    return new IllegalStateException(
        "%s, %s: %s%n%s".formatted(name(), doing, how.getMessage(), target.threads()), how);
  }

  private ProfileTraffic traffic(Profile profile) {
    Dataset data = profile.dataset(options.items, options.itemBytes);
    Population population = java.util.Objects.requireNonNull(populations.get(data));
    return new ProfileTraffic(profile, data, population, region, options.connections, options.seed);
  }
}
