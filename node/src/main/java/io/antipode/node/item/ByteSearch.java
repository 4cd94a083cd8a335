package io.antipode.node.item;

/**
 * Looks for a run of bytes in linear time, whatever the bytes: a client chooses both, and trying
 * every place would let half a megabyte cost minutes.
 *
 * <p>Knuth, Morris and Pratt, "Fast pattern matching in strings" (1977): for each beginning of the
 * run, how much of it is again a beginning of the run; so no byte of the text is read twice.
 */
final class ByteSearch {
  private ByteSearch() {}

  static boolean contains(byte[] text, int from, int to, byte[] run, int runFrom, int runTo) {
    int length = runTo - runFrom;
    if (length == 0) {
      return true;
    }
    if (length > to - from) {
      return false;
    }
    int[] borders = borders(run, runFrom, length);
    int matched = 0;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      while (matched > 0 && run[runFrom + matched] != b) {
        matched = borders[matched - 1];
      }
      if (run[runFrom + matched] == b && ++matched == length) {
        return true;
      }
    }
    return false;
  }

  /** For each beginning of the run, its longest proper border. */
  private static int[] borders(byte[] run, int from, int length) {
    int[] borders = new int[length];
    int border = 0;
    for (int i = 1; i < length; i++) {
      while (border > 0 && run[from + border] != run[from + i]) {
        border = borders[border - 1];
      }
      if (run[from + border] == run[from + i]) {
        border++;
      }
      borders[i] = border;
    }
    return borders;
  }
}
