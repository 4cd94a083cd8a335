package io.antipode.load.cost;

import io.antipode.load.http.Answer;
import io.antipode.load.http.ControlClient;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.SingleConnection;
import io.antipode.load.target.AntipodeUp;
import io.antipode.load.target.ProcessMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A crowd that asks a store of its own, in a process with a small heap, for what is small to send
 * and dear to answer, over HTTP, and a small read beside it that must not wait for long. One thread
 * for each of the crowd, and one that reads.
 */
public final class CostlyCrowd {
  private static final String REGION = "us-east-1";
  private static final int MAX_LATENCIES = 1_000_000;
  private static final long READ_EVERY_MS = 5;
  private static final double MAX_P99_MS = 100;

  /** Bytes that may go to the disk, about. */
  private static final long MAX_WRITTEN = 2L << 30;

  private static final int FIRST_SERVER_ERROR = 500;

  private final InetSocketAddress address;
  private final AtomicLong written = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Map<Integer, Long> answers = new TreeMap<>();
  private final long[] latenciesNs = new long[MAX_LATENCIES];
  private int reads;

  private CostlyCrowd(InetSocketAddress address) {
    this.address = address;
  }

  /**
   * What was found.
   *
   * @param answers how many, by HTTP status; 0 for a connection that ended without one
   * @param alive whether the process is there at the end
   */
  public record Outcome(Map<Integer, Long> answers, double p99Ms, long residentKb, boolean alive) {
    public Outcome {
      answers = Map.copyOf(answers);
    }

    /** Whether it lives, and what is read beside it did not wait. */
    public boolean isFine() {
      return alive && p99Ms <= MAX_P99_MS;
    }

    @Override
    public String toString() {
      return "answers by status %s; reads' p99 %.1f ms; %,d MB resident; %s"
          .formatted(
              new TreeMap<>(answers), p99Ms, residentKb >> 10, alive ? "it lives" : "IT DIED");
    }
  }

  /**
   * Starts a store and lets the crowd ask.
   *
   * @param home the repository's top folder
   * @param folder for data and log
   * @param heap of the store, as of {@code -Xmx}
   * @param progress hears how it stands, now and then
   */
  public static Outcome of(
      Path home,
      Path folder,
      String heap,
      int size,
      long seed,
      long seconds,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    List<String> options =
        List.of("--regions", REGION + ",eu-west-1", "--data", folder.resolve("data").toString());
    try (AntipodeUp up =
        AntipodeUp.start(home, folder.resolve("log"), List.of("-Xmx" + heap), options)) {
      CostlyCrowd crowd = new CostlyCrowd(up.address());
      DearRequest.Stream stream = crowd.moveIn();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        DearRequests requests = new DearRequests(new Picks(seed + i), stream);
        threads.add(Thread.ofPlatform().name("dear-" + i).start(() -> crowd.ask(requests)));
      }
      crowd.readBeside(seconds, progress);
      crowd.over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      long residentKb = ProcessMemory.residentKb(up.pid());
      return new Outcome(crowd.answers, crowd.p99Ms(), residentKb, residentKb > 0);
    }
  }

  private DearRequest.Stream moveIn() {
    ControlClient client = new ControlClient(address, REGION);
    return CostTable.create(client::call);
  }

  private void ask(DearRequests requests) {
    while (!over.get()) {
      try (SingleConnection connection = new SingleConnection(address)) {
        while (!over.get()) {
          DearRequest next = requests.next();
          if (CostTable.changes(next) && written.addAndGet(2 * next.itemBytes()) > MAX_WRITTEN) {
            continue; // The stream keeps all of it for a day.
          }
          Answer answer = connection.call(bytes(next));
          count(answer.status());
          for (LargeItem changed : CostTable.changedBy(next)) {
            connection.call(new DynamoRequest("PutItem", REGION).with(changed.put()));
          }
        }
      } catch (IOException closed) {
        count(0);
      }
    }
  }

  private static byte[] bytes(DearRequest request) {
    String service =
        CostTable.isOfStreams(request) ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.";
    return new DynamoRequest(service + request.action(), REGION).with(request.body());
  }

  private void count(int status) {
    synchronized (answers) {
      answers.merge(status, 1L, Long::sum);
    }
  }

  private void readBeside(long seconds, Consumer<String> progress) throws InterruptedException {
    byte[] read =
        new DynamoRequest("GetItem", REGION)
            .with(
                "{\"TableName\":\"%s\",\"Key\":{\"pk\":{\"S\":\"beside\"},\"sk\":{\"S\":\"x\"}}}"
                    .formatted(LargeItem.TABLE));
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < endNs) {
      try (SingleConnection connection = new SingleConnection(address)) {
        for (long now = System.nanoTime(); now < endNs; now = System.nanoTime()) {
          int status = connection.call(read).status();
          latenciesNs[reads++ % MAX_LATENCIES] = System.nanoTime() - now;
          if (status >= FIRST_SERVER_ERROR) {
            count(-status);
          }
          progress.accept("%,d reads beside it".formatted(reads));
          Thread.sleep(READ_EVERY_MS);
        }
      } catch (IOException closed) {
        count(-1);
        Thread.sleep(READ_EVERY_MS);
      }
    }
  }

  private double p99Ms() {
    int count = Math.min(reads, MAX_LATENCIES);
    long[] sorted = Arrays.copyOf(latenciesNs, count);
    Arrays.sort(sorted);
    return count == 0 ? 0 : sorted[(int) (count * 0.99)] / 1e6;
  }
}
