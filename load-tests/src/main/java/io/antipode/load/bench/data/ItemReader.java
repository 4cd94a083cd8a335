package io.antipode.load.bench.data;

import io.antipode.load.http.Answer;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.http.Result;
import io.antipode.load.http.Traffic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the attribute {@code n} of many keys, consistently, through a few connections. */
public final class ItemReader {
  private static final Pattern NUMBER = Pattern.compile("\"n\":\\{\"N\":\"(\\d+)\"}");
  private static final int CONNECTIONS = 16;

  private ItemReader() {}

  /** The numbers by key; 0 where there is no item. Fails where a read is not answered with 200. */
  public static long[] numbers(
      InetSocketAddress address, String region, String table, int keys, IntFunction<String> name)
      throws IOException {
    long[] numbers = new long[keys];
    DynamoRequest get = new DynamoRequest("GetItem", region);
    int[] inFlight = new int[CONNECTIONS];
    try (LoadClient client = new LoadClient(address, CONNECTIONS)) {
      Result result =
          client.run(
              new Traffic() {
                private int next;

                @Override
                public byte @Nullable [] next(int connection) {
                  if (next == keys) {
                    return null;
                  }
                  inFlight[connection] = next;
                  return get.with(
                      "{\"TableName\":\"%s\",\"ConsistentRead\":true,\"Key\":{\"pk\":{\"S\":\"%s\"}}}"
                          .formatted(table, name.apply(next++)));
                }

                @Override
                public void answered(int connection, Answer answer) {
                  Matcher matcher = NUMBER.matcher(answer.body());
                  numbers[inFlight[connection]] =
                      matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
                }
              },
              Plan.closedLoop(TimeUnit.MINUTES.toNanos(5)));
      if (result.errors() > 0 || result.answers() != keys) {
        throw new IllegalStateException(
            "read " + result.answers() + " of " + keys + " keys, errors " + result.errors());
      }
    }
    return numbers;
  }
}
