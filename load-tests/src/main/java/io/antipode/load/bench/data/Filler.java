package io.antipode.load.bench.data;

import io.antipode.load.http.Answer;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.http.Result;
import io.antipode.load.http.Traffic;
import io.antipode.load.http.Watcher;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts a data set's items into its tables, in batches over a few connections. */
public final class Filler implements Traffic {
  private static final int CONNECTIONS = 8;
  private static final int MOST_IN_BATCH = 25;
  private static final int BATCH_BYTES = 2_000_000;

  /** Filling takes as long as it takes, while it goes on. */
  private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(6);

  private final Dataset data;
  private final DynamoRequest request;
  private final ItemText text;
  private final int batch;
  private final long to;
  private long next;
  private @Nullable String failure;

  private Filler(Dataset data, String region, long from, long to) {
    this.data = data;
    request = new DynamoRequest("BatchWriteItem", region);
    next = from;
    this.to = to;
    int fits = Math.clamp(BATCH_BYTES / Math.max(1, data.itemBytes()), 1, MOST_IN_BATCH);
    // Successive items are in different tables, and a batch names each table once.
    batch = data.tables() == 1 ? fits : Math.min(fits, data.tables());
    text = new ItemText(data);
  }

  /** Puts the items from one number to another (excluded); fails where an answer isn't 200. */
  public static Result fill(
      Dataset data, InetSocketAddress address, String region, long from, long to, Watcher watcher)
      throws IOException {
    Filler filler = new Filler(data, region, from, to);
    try (LoadClient client = new LoadClient(address, CONNECTIONS)) {
      Result result = client.run(filler, Plan.closedLoop(LONGEST_NS), watcher);
      if (result.errors() > 0 || filler.next < to) {
        throw new IllegalStateException("filling " + data.table() + ": " + filler.failure);
      }
      return result;
    }
  }

  @Override
  public byte @Nullable [] next(int connection) {
    if (next >= to) {
      return null;
    }
    StringBuilder body = new StringBuilder("{\"RequestItems\":{");
    long end = Math.min(to, next + batch);
    for (long item = next; item < end; item++) {
      if (item == next || data.tables() > 1) {
        body.append(item == next ? "\"" : "],\"").append(data.tableOf(item)).append("\":[");
      } else {
        body.append(',');
      }
      body.append("{\"PutRequest\":{\"Item\":");
      text.append(body, item).append("}}");
    }
    next = end;
    return request.with(body.append("]}}").toString());
  }

  @Override
  public void answered(int connection, Answer answer) {
    if (answer.status() != 200) {
      failure = answer.status() + " " + answer.body();
    }
  }
}
