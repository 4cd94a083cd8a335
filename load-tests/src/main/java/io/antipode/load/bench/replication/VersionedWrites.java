package io.antipode.load.bench.replication;

import io.antipode.cluster.topology.Region;
import io.antipode.load.http.Answer;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.RequestTemplate;
import io.antipode.load.http.Traffic;
import io.antipode.replication.clock.Version;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Puts of unique numbers over keys that all regions share, with memory of the version (the header
 * {@code x-antipode-version}) under which each was acknowledged: what must win is then known. One
 * per region; confined to its client's thread while it runs.
 */
final class VersionedWrites implements Traffic {
  /** An acknowledged write. */
  record Write(Version version, long number) {}

  private static final int DIGITS = 10;

  private final String region;
  private final RequestTemplate[] puts;
  private final int keys;
  private final SplittableRandom random;
  private final int[] key;
  private final long[] number;
  private final long[] newestHlc;
  private final long[] newestNumber;
  private final Map<Long, Integer> unanswered = new HashMap<>();
  private long nextNumber;
  private long acknowledged;

  /**
   * @param firstNumber regions use disjoint numbers
   */
  VersionedWrites(
      String table, String region, int keys, int connections, int itemBytes, long firstNumber) {
    this.region = region;
    this.keys = keys;
    String slot = "#".repeat(DIGITS);
    String body =
        "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"key%s\"},\"n\":{\"N\":\"%s\"},\"v\":{\"S\":\"%s\"}}}"
            .formatted(table, slot, slot, "v".repeat(itemBytes));
    puts = new RequestTemplate[connections];
    Arrays.setAll(puts, i -> new RequestTemplate(new DynamoRequest("PutItem", region), body));
    random = new SplittableRandom(firstNumber);
    key = new int[connections];
    number = new long[connections];
    newestHlc = new long[keys];
    newestNumber = new long[keys];
    nextNumber = firstNumber;
  }

  /** The partition key of a key. */
  static String name(int key) {
    return ("key%0" + DIGITS + "d").formatted(key);
  }

  @Override
  public byte[] next(int connection) {
    key[connection] = random.nextInt(keys);
    number[connection] = ++nextNumber;
    return puts[connection].set(0, key[connection]).set(1, number[connection]).bytes();
  }

  @Override
  public void answered(int connection, Answer answer) {
    if (answer.status() != 200) {
      broken(connection);
      return;
    }
    acknowledged++;
    String version = answer.header("x-antipode-version");
    int colon = version == null ? -1 : version.indexOf(':');
    if (version == null
        || !version.endsWith(region)
        || colon + 1 + region.length() != version.length()) {
      throw new IllegalStateException("the version of a put in " + region + ": " + version);
    }
    long hlc = Long.parseLong(version, 0, colon, 10);
    if (hlc > newestHlc[key[connection]]) {
      newestHlc[key[connection]] = hlc;
      newestNumber[key[connection]] = number[connection];
    }
  }

  @Override
  public void broken(int connection) {
    unanswered.put(number[connection], key[connection]);
  }

  long acknowledgedCount() {
    return acknowledged;
  }

  /** The acknowledged write of greatest version to a key, or null. */
  @Nullable Write newest(int wanted) {
    return newestHlc[wanted] == 0
        ? null
        : new Write(new Version(newestHlc[wanted], new Region(region)), newestNumber[wanted]);
  }

  /** Numbers whose outcome is unknown, with their keys: they may have won or not. */
  Map<Long, Integer> unanswered() {
    return unanswered;
  }
}
