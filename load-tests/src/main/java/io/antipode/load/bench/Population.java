package io.antipode.load.bench;

/** How many items a target's data set has by now. Confined to the client's thread. */
final class Population {
  private long begun;
  private long answered;

  Population(long items) {
    begun = items;
    answered = items;
  }

  /** The number of a new item. */
  long insert() {
    return begun++;
  }

  /** One insert more was answered. */
  void inserted() {
    answered++;
  }

  /**
   * Items whose inserts are answered, give or take those in flight: numbers below are taken to be
   * there.
   */
  long answered() {
    return answered;
  }
}
