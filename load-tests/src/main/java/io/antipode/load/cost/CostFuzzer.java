package io.antipode.load.cost;

import com.sun.management.ThreadMXBean;
import io.antipode.cluster.topology.Region;
import io.antipode.load.micro.DirectRegion;
import io.antipode.node.api.Failures;
import io.antipode.node.json.JsonOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests out one by one and holds each to the bounds of {@link Bill}. One that exceeds
 * them is tried again, on the item as it was, and counts where it does so every time: compilers and
 * upkeep have turns on this thread, too. Not for more than one thread.
 */
public final class CostFuzzer implements AutoCloseable {
  private static final int TRIES = 4;

  /** One of so many is a frame, as of a peer. */
  private static final int FRAME_EVERY = 10;

  private static final Region PEER = new Region("eu-west-1");

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final DirectRegion region;
  private final DirectRegion.Answer answer;
  private final DearRequests requests;
  private final DearFrames frames;
  private final Picks picks;

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
    region = new DirectRegion(folder, List.of(new Region("us-east-1"), PEER));
    answer = region.new Answer();
    picks = new Picks(seed);
    frames = new DearFrames(picks, DirectRegion.SHARDS);
    requests = new DearRequests(picks, CostTable.create(this::call));
  }

  /** Carries out a request that has to succeed. */
  private String call(String action, String body) {
    try {
      String name = action.substring(action.indexOf('.') + 1);
      JsonOut out = answer.await(region.operation(name), body.getBytes(StandardCharsets.UTF_8));
      return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Carries out one more; returns it where it costs too much, else null. */
  public @Nullable Charged next() throws IOException {
    return picks.below(FRAME_EVERY) == 0 ? nextFrame() : nextRequest();
  }

  private @Nullable Charged nextFrame() {
    byte[] frame = frames.next();
    Bill bill = frameBill(frame);
    for (int i = 1; i < TRIES && !bill.isWithinBounds(); i++) {
      bill = bill.least(frameBill(frame));
    }
    String shown = HexFormat.of().formatHex(frame);
    return bill.isWithinBounds() ? null : new Charged(new DearRequest("frame", shown, 0), bill);
  }

  private Bill frameBill(byte[] frame) {
    long allocated = thread.getCurrentThreadAllocatedBytes();
    long cpuNs = thread.getCurrentThreadCpuTime();
    region.hear(PEER, frame);
    cpuNs = thread.getCurrentThreadCpuTime() - cpuNs;
    allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
    return new Bill(cpuNs, allocated, frame.length);
  }

  private @Nullable Charged nextRequest() throws IOException {
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
    for (LargeItem changed : CostTable.changedBy(request)) {
      call("PutItem", changed.put()); // As it was, for the next one.
    }
    return new Bill(cpuNs, allocated, body.length + request.itemBytes() + answerBytes);
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
