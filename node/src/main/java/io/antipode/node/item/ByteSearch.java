package io.antipode.node.item;

/**
 * Looks for a run of bytes in linear time and without memory, whatever the bytes: a client chooses
 * both, and may ask for it three hundred times in one request. Trying every place would let half a
 * megabyte cost minutes, and a table of the run's borders four times the run's bytes each time.
 *
 * <p>Crochemore and Perrin, "Two-way string-matching", Journal of the ACM 38 (1991): the run is cut
 * where its local period is its period. Its right part is compared first, forwards; a mismatch
 * there moves the run on by as much as was compared. Then its left part, backwards; a mismatch
 * there moves it on by the period.
 */
final class ByteSearch {
  private final byte[] run;
  private final int from;
  private final int length;

  /** The run's right part begins here. */
  private int cut;

  /** The period of the greater of the two suffixes that {@link #suffix} finds. */
  private int period;

  private ByteSearch(byte[] run, int from, int length) {
    this.run = run;
    this.from = from;
    this.length = length;
    suffix(false);
    int smallCut = cut;
    int smallPeriod = period;
    suffix(true);
    if (smallCut > cut) {
      cut = smallCut;
      period = smallPeriod;
    }
  }

  static boolean contains(byte[] text, int from, int to, byte[] run, int runFrom, int runTo) {
    int length = runTo - runFrom;
    if (length == 0) {
      return true;
    }
    return length <= to - from && new ByteSearch(run, runFrom, length).isIn(text, from, to);
  }

  private int at(int index) {
    return run[from + index] & 0xff;
  }

  /** Finds the greatest suffix of the run, in the order of bytes or its reverse, and its period. */
  private void suffix(boolean reverse) {
    int start = 0;
    int candidate = 1;
    int matched = 0;
    int found = 1;
    while (candidate + matched < length) {
      int ours = at(start + matched);
      int theirs = at(candidate + matched);
      if (ours == theirs) {
        if (++matched == found) {
          candidate += found;
          matched = 0;
        }
      } else if (theirs < ours != reverse) {
        candidate += matched + 1;
        matched = 0;
        found = candidate - start;
      } else {
        start = candidate;
        candidate = start + 1;
        matched = 0;
        found = 1;
      }
    }
    cut = start;
    period = found;
  }

  private boolean isIn(byte[] text, int begin, int end) {
    boolean periodic = isPeriodic();
    int shift = periodic ? period : Math.max(cut, length - cut) + 1;
    int known = 0; // of the run's beginning, where the last shift was by its period
    for (int place = begin; place <= end - length; ) {
      int i = Math.max(cut, known);
      while (i < length && run[from + i] == text[place + i]) {
        i++;
      }
      if (i < length) {
        place += i - cut + 1;
        known = 0;
        continue;
      }
      i = cut - 1;
      while (i >= known && run[from + i] == text[place + i]) {
        i--;
      }
      if (i < known) {
        return true;
      }
      place += shift;
      known = periodic ? length - period : 0;
    }
    return false;
  }

  /** Whether the right part's period is the whole run's. */
  private boolean isPeriodic() {
    for (int i = 0; i < cut; i++) {
      if (period + i >= length || at(i) != at(period + i)) {
        return false;
      }
    }
    return true;
  }
}
