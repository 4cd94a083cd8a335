package io.antipode.load.simulation;

import io.antipode.load.workload.Api;
import io.antipode.load.workload.Reply;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.region.RegionNode;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's way to the actions of a simulated region: everything of the API but HTTP. Requests and
 * answers take their time; whoever dies meanwhile answers nothing.
 */
final class SimulatedApi implements Api {
  private static final long MAX_TRAVEL_NS = 1_000_000;
  private static final long TIMEOUT_NS = 3_000_000_000L;
  private static final int OK = 200;

  private final World world;
  private final Region region;
  private final SplittableRandom random;

  /** What answers: a region, as long as it runs. */
  interface Region {
    /** Runs a task on some loop of the node, later; false where there is no node. */
    boolean execute(Consumer<RegionNode> task);
  }

  SimulatedApi(World world, Region region) {
    this.world = world;
    this.region = region;
    random = world.random().split();
  }

  private void later(Runnable task) {
    world.at(world.nowNs() + 1 + random.nextLong(MAX_TRAVEL_NS), task);
  }

  @Override
  public void call(String action, byte[] body, Consumer<Reply> then) {
    boolean[] answered = new boolean[1];
    Consumer<Reply> once =
        reply -> {
          if (!answered[0]) {
            answered[0] = true;
            then.accept(reply);
          }
        };
    world.at(world.nowNs() + TIMEOUT_NS, () -> once.accept(Reply.UNKNOWN));
    later(
        () -> {
          if (!region.execute(node -> handle(node, action, new InProcess(body, once)))) {
            later(() -> once.accept(Reply.UNKNOWN));
          }
        });
  }

  private static void handle(RegionNode node, String action, InProcess call) {
    for (Operation operation : node.operations()) {
      if (operation.name().equals(action)) {
        operation.serve(call);
        return;
      }
    }
    call.fail(new ApiError(ErrorType.UNKNOWN_OPERATION, "An unknown operation was requested."));
  }

  /** One call, answered in JSON. */
  private final class InProcess implements Call {
    private final byte[] body;
    private final Consumer<Reply> then;
    private @Nullable String version;

    InProcess(byte[] body, Consumer<Reply> then) {
      this.body = body;
      this.then = then;
    }

    @Override
    public String accessKeyId() {
      return "simulated";
    }

    @Override
    public byte[] bodyBytes() {
      return body;
    }

    @Override
    public void header(String name, String value) {
      if (name.equals("x-antipode-version")) {
        version = value;
      }
    }

    @Override
    public void succeed(JsonOut out) {
      answer(OK, out);
    }

    @Override
    public void fail(ApiError error) {
      JsonOut out = new JsonOut().beginObject();
      out.name("__type").value(error.type().typeName()).name("message").value(error.message());
      if (error.item() != null) {
        out.name("Item").item(error.item());
      }
      answer(error.type().httpStatus(), out.endObject());
    }

    /** What is not known is for the loop, which tells damage from a defect, and both from death. */
    @Override
    public void fail(Throwable failure) {
      ApiError known = Failures.errorOf(failure);
      if (known != null) {
        fail(known);
        return;
      }
      RuntimeException unknown =
          failure instanceof RuntimeException thrown
              ? thrown
              : new IllegalStateException("a defect", failure);
      // Thrown right here it might be lost: whoever completes a stage hears of nothing.
      region.execute(
          node -> {
            throw unknown;
          });
    }

    private void answer(int status, JsonOut out) {
      Reply reply = new Reply(status, Arrays.copyOf(out.array(), out.length()), version);
      later(() -> then.accept(reply));
    }
  }
}
