package io.antipode.load.bench.data;

/** How many items a target's data set has by now. Confined to the client's thread. */
public final class Population {
  private long begun;
  private long answered;

  public Population(long items) {
    begun = items;
    answered = items;
  }

  /** The number of a new item. */
  public long insert() {
    return begun++;
  }

  /** One insert more was answered. */
  public void inserted() {
    answered++;
  }

  /**
   * Items whose inserts are answered, give or take those in flight: numbers below are taken to be
   * there.
   */
  public long answered() {
    return answered;
  }
}
