package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Op;
import java.util.function.Consumer;

/** The writes of {@code conflicts}, and in every region a consumer of the table's stream. */
final class StreamsWorkload extends ClosedLoop {
  private final ConflictsWorkload writes;

  StreamsWorkload(WorkloadOptions options) {
    super(options);
    writes = new ConflictsWorkload(options);
  }

  @Override
  TableSpec table() {
    return writes.table();
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    writes.step(run, session, then);
  }

  @Override
  public void start(Run run) {
    super.start(run);
    for (Region region : run.regions()) {
      StreamConsumer consumer = new StreamConsumer(run, region, options().table());
      consumer.follow(this::stopped);
    }
  }
}
