package io.antipode.node.storage;

import io.antipode.replication.loop.EventLoop;
import java.util.ArrayDeque;

/**
 * Work that takes long, done in slices between the shard's other work, one job after the other. On
 * the shard's loop.
 */
final class SlicedJobs {
  /** Keys that a slice touches: well under a millisecond's work. */
  static final int SLICE_KEYS = 256;

  /** A piece of work in slices. */
  interface Job {
    /** Does a slice; returns whether there is more to do. */
    boolean slice();
  }

  private final EventLoop loop;
  private final ArrayDeque<Job> jobs = new ArrayDeque<>();
  private boolean scheduled;
  private boolean stopped;

  SlicedJobs(EventLoop loop) {
    this.loop = loop;
  }

  void add(Job job) {
    jobs.add(job);
    schedule();
  }

  boolean idle() {
    return jobs.isEmpty();
  }

  /** Nothing more is done: what is left is done anew after a restart. */
  void stop() {
    stopped = true;
    jobs.clear();
  }

  /** Does all there is, at once. */
  void finish() {
    while (!jobs.isEmpty()) {
      step();
    }
  }

  private void schedule() {
    if (!scheduled && !jobs.isEmpty()) {
      scheduled = true;
      loop.execute(this::turn);
    }
  }

  private void turn() {
    scheduled = false;
    if (!stopped && !jobs.isEmpty()) {
      step();
      schedule();
    }
  }

  private void step() {
    Job job = jobs.element();
    if (!job.slice()) {
      jobs.remove(job);
    }
  }
}
