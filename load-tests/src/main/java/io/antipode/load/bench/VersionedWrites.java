package io.antipode.load.bench;

import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.LoadClient.Answer;
import io.antipode.load.http.LoadClient.Traffic;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Puts of unique numbers over keys that all regions share, with memory of the version (the header
 * {@code x-antipode-version}) under which each was acknowledged: what must win is then known. One
 * per region; confined to its client's thread while it runs.
 */
final class VersionedWrites implements Traffic {
  /** An acknowledged write. */
  record Write(long hlc, String region, long number) implements Comparable<Write> {
    @Override
    public int compareTo(Write other) {
      int byTime = Long.compare(hlc, other.hlc);
      return byTime != 0 ? byTime : region.compareTo(other.region);
    }
  }

  private final String table;
  private final DynamoRequest put;
  private final String padding;
  private final int keys;
  private final SplittableRandom random;
  private final int[] key;
  private final long[] number;
  private final Map<Integer, Write> newest = new HashMap<>();
  private final Map<Long, Integer> unanswered = new HashMap<>();
  private long nextNumber;
  private long acknowledged;

  /**
   * @param firstNumber regions use disjoint numbers
   */
  VersionedWrites(
      String table, String region, int keys, int connections, int itemBytes, long firstNumber) {
    this.table = table;
    this.keys = keys;
    put = new DynamoRequest("PutItem", region);
    padding = "v".repeat(itemBytes);
    random = new SplittableRandom(firstNumber);
    key = new int[connections];
    number = new long[connections];
    nextNumber = firstNumber;
  }

  @Override
  public byte[] next(int connection) {
    key[connection] = random.nextInt(keys);
    number[connection] = ++nextNumber;
    unanswered.put(number[connection], key[connection]);
    return put.with(
        "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"key%d\"},\"n\":{\"N\":\"%d\"},\"v\":{\"S\":\"%s\"}}}"
            .formatted(table, key[connection], number[connection], padding));
  }

  @Override
  public void answered(int connection, Answer answer) {
    if (answer.status() != 200) {
      return;
    }
    unanswered.remove(number[connection]);
    acknowledged++;
    String version = answer.header("x-antipode-version");
    if (version == null) {
      throw new IllegalStateException("no x-antipode-version in the answer to a put");
    }
    int colon = version.indexOf(':');
    newest.merge(
        key[connection],
        new Write(
            Long.parseLong(version.substring(0, colon)),
            version.substring(colon + 1),
            number[connection]),
        (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  long acknowledgedCount() {
    return acknowledged;
  }

  /** The acknowledged write of greatest version, by key. */
  Map<Integer, Write> newest() {
    return newest;
  }

  /** Numbers that were sent and not acknowledged: they may have won or not. */
  Map<Long, Integer> unanswered() {
    return unanswered;
  }
}
