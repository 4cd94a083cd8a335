package io.antipode.load.bench.streams;

import io.antipode.load.http.Answer;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.RequestTemplate;
import io.antipode.load.http.Traffic;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Puts over random keys whose number {@code n} is the moment of sending, in nanoseconds since an
 * origin. Confined to its client's thread while it runs.
 */
final class TimedPuts implements Traffic {
  private static final int KEY_DIGITS = 8;
  private static final int TIME_DIGITS = 16;

  private final RequestTemplate[] puts;
  private final SplittableRandom random = new SplittableRandom(1);
  private final int keys;
  private final long originNs;
  private long sent;
  private long acknowledged;
  private long lastNs;

  TimedPuts(String table, String region, int keys, int connections, int itemBytes, long originNs) {
    this.keys = keys;
    this.originNs = originNs;
    String body =
        "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"key%s\"},\"n\":{\"N\":\"%s\"},\"v\":{\"S\":\"%s\"}}}"
            .formatted(
                table, "#".repeat(KEY_DIGITS), "#".repeat(TIME_DIGITS), "v".repeat(itemBytes));
    puts = new RequestTemplate[connections];
    Arrays.setAll(puts, i -> new RequestTemplate(new DynamoRequest("PutItem", region), body));
  }

  @Override
  public byte[] next(int connection) {
    // Strictly rising, so that every put changes its item and gets a record.
    lastNs = Math.max(lastNs + 1, System.nanoTime() - originNs);
    sent++;
    return puts[connection].set(0, random.nextInt(keys)).set(1, lastNs).bytes();
  }

  @Override
  public void answered(int connection, Answer answer) {
    acknowledged += answer.status() == 200 ? 1 : 0;
  }

  long sent() {
    return sent;
  }

  long acknowledged() {
    return acknowledged;
  }
}
