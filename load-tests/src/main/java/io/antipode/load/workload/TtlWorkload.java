package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Items that live for a few seconds, by time to live. Some are extended, by whichever region, some
 * written again without a time, and consistent reads look whether they are there. Each key is
 * written a few times and never again, so that it is known what becomes of it.
 */
final class TtlWorkload extends ClosedLoop {
  /** The attribute that holds the time. */
  private static final String ATTRIBUTE = "ttl";

  private static final int MAX_LIFE_SECONDS = 6;
  private static final int FOR_GOOD_SECONDS = 1_000_000;
  private static final int YOUNG = 400;
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The longest life, and a minute for what is late. */
  private static final long REST_MS = (MAX_LIFE_SECONDS + 64) * 1_000L;

  /** The newest keys, about as old as the longest of them live. */
  private final ArrayDeque<Key> young = new ArrayDeque<>();

  private int made;

  TtlWorkload(WorkloadOptions options) {
    super(options);
  }

  @Override
  public long restMs() {
    return REST_MS;
  }

  /** Switches time to live on, and waits until every region has it. */
  @Override
  void fill(Run run, Runnable ready) {
    String body =
        """
        {"TableName":"%s","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"%s"}}\
        """
            .formatted(options().table(), ATTRIBUTE);
    run.api(run.regions().getFirst())
        .call(
            "UpdateTimeToLive",
            body.getBytes(StandardCharsets.UTF_8),
            reply -> awaitEnabled(run, run.regions(), ready));
  }

  private void awaitEnabled(Run run, List<Region> regions, Runnable ready) {
    if (regions.isEmpty()) {
      ready.run();
      return;
    }
    String body = "{\"TableName\":\"%s\"}".formatted(options().table());
    run.api(regions.getFirst())
        .call(
            "DescribeTimeToLive",
            body.getBytes(StandardCharsets.UTF_8),
            reply -> {
              String text = new String(reply.body(), StandardCharsets.UTF_8);
              boolean enabled = text.contains("\"ENABLED\"");
              List<Region> left = enabled ? regions.subList(1, regions.size()) : regions;
              run.afterNs(POLL_NS, () -> awaitEnabled(run, left, ready));
            });
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    SplittableRandom random = run.random();
    int kind = random.nextInt(10);
    if (kind < 4 || young.isEmpty()) {
      Key key = newKey(session.region(), random.nextBoolean());
      session.perform(put(run, key, 1 + random.nextInt(MAX_LIFE_SECONDS)), then);
      return;
    }
    Key key = any(random);
    if (kind < 7 || !mayWrite(key, session.region())) {
      session.perform(new Action.Get(key, true), then);
    } else {
      int lifeSeconds = random.nextInt(3) == 0 ? 1 + random.nextInt(MAX_LIFE_SECONDS) : 0;
      young.remove(key);
      session.perform(put(run, key, lifeSeconds), then);
    }
  }

  private Key newKey(Region home, boolean shared) {
    String owner = shared ? "shared" : home.name();
    Key key = Key.of(options().table(), owner + "." + made++);
    young.add(key);
    if (young.size() > YOUNG) {
      young.remove();
    }
    return key;
  }

  private Key any(SplittableRandom random) {
    return young.stream().skip(random.nextInt(young.size())).findFirst().orElseThrow();
  }

  private static boolean mayWrite(Key key, Region region) {
    return key.partition().startsWith("shared.") || key.partition().startsWith(region + ".");
  }

  /**
   * @param lifeSeconds 0 for ever: without the attribute, or with a time far off
   */
  private Action put(Run run, Key key, int lifeSeconds) {
    long number = run.history().nextNumber();
    TreeMap<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put(Items.NUMBER, Items.number(number));
    attributes.put("pad", HomeKeys.padding(options(), run.random()));
    if (lifeSeconds > 0 || number % 2 == 0) {
      long nowMs = run.epochMsAtZero() + TimeUnit.NANOSECONDS.toMillis(run.nowNs());
      int seconds = lifeSeconds > 0 ? lifeSeconds : FOR_GOOD_SECONDS;
      attributes.put(ATTRIBUTE, Items.number(nowMs / 1_000 + seconds));
    }
    Item item = Items.with(key, attributes);
    return new Action.Put(key, item, Guard.NONE);
  }
}
