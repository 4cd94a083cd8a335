package io.antipode.load.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One life of a node's process, as its loops see it: it may pause, be slow, and die. */
final class SimulatedProcess {
  private final Consumer<RuntimeException> failures;
  private final List<Runnable> dying = new ArrayList<>();
  private boolean dead;
  private long pausedUntilNs;
  private long diskDelayMs;
  private boolean disturbed;

  /**
   * @param failures takes what a task of a loop threw; throws it where it is no expected sign of a
   *     fault
   */
  SimulatedProcess(Consumer<RuntimeException> failures) {
    this.failures = failures;
  }

  /** A process without faults: whatever is thrown goes to whoever runs the world. */
  static SimulatedProcess sound() {
    return new SimulatedProcess(
        failure -> {
          throw failure;
        });
  }

  boolean dead() {
    return dead;
  }

  void die() {
    if (!dead) {
      dead = true;
      dying.forEach(Runnable::run);
      dying.clear();
    }
  }

  /** Runs a task when it dies, at once. */
  void whenDead(Runnable task) {
    dying.add(task);
  }

  long pausedUntilNs() {
    return pausedUntilNs;
  }

  /** Nothing runs until then, as after SIGSTOP. */
  void pauseUntil(long atNs) {
    pausedUntilNs = Math.max(pausedUntilNs, atNs);
    disturbed = true;
  }

  /** Whether it was ever paused or slow. */
  boolean wasDisturbed() {
    return disturbed;
  }

  long diskDelayMs() {
    return diskDelayMs;
  }

  /** What is offloaded takes so much longer. */
  void diskDelayMs(long newDelayMs) {
    diskDelayMs = newDelayMs;
    disturbed |= newDelayMs > 0;
  }

  void failed(RuntimeException failure) {
    failures.accept(failure);
  }

  /** One more of its loops. */
  SimulatedLoop newLoop(World world, SplittableRandom random) {
    return new SimulatedLoop(world, this, random.split());
  }
}
