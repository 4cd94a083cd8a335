package io.antipode.load.cost;

import com.sun.management.ThreadMXBean;
import io.antipode.cluster.topology.Region;
import io.antipode.load.micro.DirectRegion;
import io.antipode.node.api.Failures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests out one by one and holds each to the bounds of {@link Bill}. One that exceeds
 * them is tried again, on the item as it was, and counts where it does so every time: compilers and
 * upkeep have turns on this thread, too. Not for more than one thread.
 */
public final class CostFuzzer implements AutoCloseable {
  private static final int TRIES = 4;
  private static final String CREATE_TABLE =
      """
      {"TableName":"cost","BillingMode":"PAY_PER_REQUEST",
       "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
        {"AttributeName":"sk","AttributeType":"S"}],
       "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
        {"AttributeName":"sk","KeyType":"RANGE"}]}\
      """;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final DirectRegion region;
  private final DirectRegion.Answer answer;
  private final DearRequests requests;

  /**
   * A request and what it cost.
   *
   * @param bill the least of all tries
   */
  public record Charged(DearRequest request, Bill bill) {
    @Override
    public String toString() {
      return bill + ": " + request;
    }
  }

  /** Opens a region in an empty folder, and puts its items there. */
  public CostFuzzer(Path folder, long seed) throws IOException {
    region = new DirectRegion(folder, List.of(new Region("us-east-1")));
    answer = region.new Answer();
    requests = new DearRequests(seed);
    send("CreateTable", CREATE_TABLE);
    region.awaitActive(LargeItem.TABLE);
    putItems();
  }

  private void putItems() throws IOException {
    for (LargeItem item : LargeItem.values()) {
      send("PutItem", item.put());
    }
  }

  /** Carries out one more; returns it where it costs too much, else null. */
  public @Nullable Charged next() throws IOException {
    DearRequest request = requests.next();
    Charged charged = charge(request);
    return charged.bill().isWithinBounds() ? null : charged;
  }

  /** Carries out a request, more than once where it is dear. */
  Charged charge(DearRequest request) throws IOException {
    Bill bill = bill(request);
    for (int i = 1; i < TRIES && !bill.isWithinBounds(); i++) {
      bill = bill.least(bill(request));
    }
    return new Charged(request, bill);
  }

  private Bill bill(DearRequest request) throws IOException {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    long allocated = thread.getCurrentThreadAllocatedBytes();
    long cpuNs = thread.getCurrentThreadCpuTime();
    long answerBytes = send(request.action(), body);
    cpuNs = thread.getCurrentThreadCpuTime() - cpuNs;
    allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
    if (!request.action().equals("Scan") && !request.action().contains("Get")) {
      putItems(); // As they were, for the next one.
    }
    return new Bill(cpuNs, allocated, body.length + request.itemBytes() + answerBytes);
  }

  private void send(String action, String body) throws IOException {
    send(action, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns how long the answer is; 0 for an error. */
  private long send(String action, byte[] body) throws IOException {
    try {
      return answer.await(region.operation(action), body).length();
    } catch (RuntimeException failure) {
      if (Failures.errorOf(failure) == null) {
        throw failure; // No client's mistake.
      }
      return 0;
    }
  }

  @Override
  public void close() {
    region.close();
  }
}
