package io.antipode.node.bootstrap;

import io.antipode.cluster.topology.Region;
import io.antipode.node.json.JsonOut;
import io.antipode.node.wire.AdminSource;
import io.antipode.node.wire.FaultSwitch;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A region of this process that can't be opened, while others serve: what it shows of itself is
 * why. Any thread.
 *
 * @param reason for whoever runs the store
 */
record HeldBackRegion(Region region, String reason, Optional<FaultSwitch> faults)
    implements AdminSource {
  @Override
  public CompletionStage<Readiness> ready() {
    return CompletableFuture.completedFuture(new Readiness(false, ""));
  }

  @Override
  public CompletionStage<JsonOut> status() {
    JsonOut out = new JsonOut().beginObject();
    out.name("region").value(region.name());
    out.name("heldBack").value(reason);
    out.name("wayOut").value("stop the store; ./antipode repair --region " + region.name());
    return CompletableFuture.completedFuture(out.endObject());
  }

  @Override
  public CompletionStage<Optional<JsonOut>> digest(String table) {
    return unknown();
  }

  @Override
  public CompletionStage<Optional<JsonOut>> insights(String table) {
    return unknown();
  }

  @Override
  public CompletionStage<JsonOut> conflicts() {
    return unknown();
  }

  private <T> CompletionStage<T> unknown() {
    return CompletableFuture.failedFuture(
        new StartupException(region + " is held back: " + reason));
  }
}
