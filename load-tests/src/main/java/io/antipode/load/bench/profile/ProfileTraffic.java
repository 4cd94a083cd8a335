package io.antipode.load.bench.profile;

import io.antipode.load.bench.data.Dataset;
import io.antipode.load.bench.data.Population;
import io.antipode.load.bench.keys.KeyChooser;
import io.antipode.load.http.Answer;
import io.antipode.load.http.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A profile's operations on one target. Lives as long as the target's data, since it knows how many
 * items were inserted. Confined to the client's thread while it runs.
 */
public final class ProfileTraffic implements Traffic {
  private static final List<OperationKind> KINDS = List.of(OperationKind.values());

  private final OperationKind[] byPercent = new OperationKind[100];
  private final KeyChooser keys;
  private final SplittableRandom random;
  private final Population population;
  private final long items;
  private final Requests[] requests;
  private final OperationKind[] kindInFlight;
  private final long[] itemInFlight;
  private final boolean[] modifying;
  private long fresh;
  private @Nullable String failure;

  public ProfileTraffic(
      Profile profile,
      Dataset data,
      Population population,
      String region,
      int connections,
      long seed) {
    if (profile.percent().containsKey(OperationKind.TRANSACT_WRITE)
        && data.items() < 2L * connections) {
      throw new IllegalArgumentException("two items for each connection are needed");
    }
    List<OperationKind> mix = new ArrayList<>();
    profile
        .percent()
        .forEach((kind, percent) -> mix.addAll(java.util.Collections.nCopies(percent, kind)));
    mix.toArray(byPercent);
    keys = profile.distribution().over(data.items());
    random = new SplittableRandom(seed);
    this.population = population;
    items = data.items();
    requests = new Requests[connections];
    Arrays.setAll(requests, i -> new Requests(data, region, profile.percent().keySet()));
    kindInFlight = new OperationKind[connections];
    Arrays.fill(kindInFlight, mix.getFirst());
    itemInFlight = new long[connections];
    modifying = new boolean[connections];
  }

  @Override
  public byte[] next(int connection) {
    OperationKind kind = byPercent[random.nextInt(byPercent.length)];
    long item =
        kind == OperationKind.INSERT
            ? population.insert()
            : keys.next(random, population.answered());
    kindInFlight[connection] = kind;
    itemInFlight[connection] = item;
    modifying[connection] = false;
    if (kind == OperationKind.TRANSACT_WRITE) {
      long first = own(connection, item);
      return requests[connection].transact(
          first, own(connection, first + requests.length), ++fresh);
    }
    return requests[connection].request(kind, item, ++fresh, random.nextInt(1 << 20));
  }

  /**
   * An item near a given one that no other connection writes in a transaction, so that none is in
   * conflict: those of a connection are a multiple of their number apart.
   */
  private long own(int connection, long item) {
    long group = item / requests.length;
    long groups = items / requests.length;
    return (group < groups ? group : 0) * requests.length + connection;
  }

  @Override
  public byte @Nullable [] followUp(int connection, Answer answer) {
    if (kindInFlight[connection] != OperationKind.READ_MODIFY_WRITE
        || modifying[connection]
        || answer.status() != 200) {
      return null;
    }
    modifying[connection] = true;
    return requests[connection].modify(itemInFlight[connection], fresh, random.nextInt(1 << 20));
  }

  @Override
  public void answered(int connection, Answer answer) {
    if (answer.status() != 200) {
      failure = answer.status() + " " + answer.body();
    } else if (kindInFlight[connection] == OperationKind.INSERT) {
      population.inserted();
    }
  }

  @Override
  public List<String> kinds() {
    return KINDS.stream().map(OperationKind::label).toList();
  }

  @Override
  public int kind(int connection) {
    return KINDS.indexOf(kindInFlight[connection]);
  }

  /** The last answer that wasn't 200, if any. */
  public @Nullable String failure() {
    return failure;
  }
}
