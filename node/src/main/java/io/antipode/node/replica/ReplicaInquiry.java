package io.antipode.node.replica;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks a region, before a table gets a replica there, whether that can be: what fails later would
 * leave a replica that is CREATING for ever, or one to clear away. Any thread.
 */
public interface ReplicaInquiry {
  /** Everything can be. */
  ReplicaInquiry NONE = (there, table) -> CompletableFuture.completedFuture(null);

  /** Completes, soon and never exceptionally, with why it can't be, or null. */
  CompletionStage<@Nullable String> refusal(Region there, TableDescriptor table);
}
