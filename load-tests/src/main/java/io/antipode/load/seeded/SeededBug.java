package io.antipode.load.seeded;

import java.util.Set;

/**
 * A deliberate bug.
 *
 * @param about what is wrong, for people
 * @param className of the product's class that is patched
 * @param method whose code is changed, all overloads of it
 * @param edit what is changed
 * @param layer that is to catch it
 * @param faults kinds of faults that bring it out; empty: any
 * @param promises names of the checks of which one must fail
 */
public record SeededBug(
    String name,
    String about,
    String className,
    String method,
    Edit edit,
    Layer layer,
    Set<String> faults,
    Set<String> promises) {
  /** Where a bug shows. */
  public enum Layer {
    SIMULATION,
    DAMAGE,
    TRANSACTIONS,
    EXPIRY,
    FOLDERS,
    CLOCKS,
    PROCESSES
  }

  @Override
  public String toString() {
    return name;
  }
}
