package io.antipode.load.history;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the operations of a run as they are called and answered. Confined to the run's thread.
 * What has not been answered counts as INDETERMINATE.
 */
public final class History {
  /** Hears of each operation as it is recorded. */
  public interface Listener {
    /** A call was made. */
    void invoked(Op call);

    /** It was answered, in whatever way, at that time of the run. */
    void completed(Op op, long nowNs);
  }

  private final List<Op> ops = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private long numbers;
  private int processes;
  private long answered;

  /** Tells a listener of everything from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** A number that no other write of this run has; above 0. */
  public long nextNumber() {
    return ++numbers;
  }

  /** The id of a new session. */
  public int nextProcess() {
    return processes++;
  }

  /** Records a call; returns the operation's id for {@link #complete}. */
  public int invoke(int process, Region region, Action action, long nowNs) {
    int id = ops.size();
    ops.add(
        new Op(
            id,
            process,
            region,
            action,
            nowNs,
            Op.NEVER,
            Outcome.INDETERMINATE,
            "unanswered",
            Result.NOTHING,
            null));
    listeners.forEach(listener -> listener.invoked(ops.get(id)));
    return id;
  }

  /**
   * Records the answer to a call, once. Returns the whole operation.
   *
   * @param error the error's name, empty where the outcome is OK
   */
  public Op complete(
      int id, long nowNs, Outcome outcome, String error, Result result, @Nullable Version version) {
    Op call = ops.get(id);
    if (!call.error().equals("unanswered")) {
      throw new IllegalStateException("answered twice: " + call);
    }
    Op op =
        new Op(
            id,
            call.process(),
            call.region(),
            call.action(),
            call.invokedNs(),
            outcome == Outcome.INDETERMINATE ? Op.NEVER : nowNs,
            outcome,
            error,
            result,
            version);
    ops.set(id, op);
    answered++;
    listeners.forEach(listener -> listener.completed(op, nowNs));
    return op;
  }

  /** All operations so far, in the order of their calls; a copy. */
  public List<Op> ops() {
    return List.copyOf(ops);
  }

  /** How many operations were called. */
  public int size() {
    return ops.size();
  }

  /** How many operations were answered, in whatever way. */
  public long answered() {
    return answered;
  }
}
