package io.antipode.node.storage.streams;

import java.util.List;

/** What a {@link StreamQuery} comes to. */
public sealed interface StreamAnswer {
  /**
   * Records in the order of their positions. There may be none and still more to come: the work of
   * one read is bounded.
   *
   * @param nextPosition where the next page begins
   * @param ended nothing will ever follow: the stream is off and has been read to its end
   * @param lookedAtBytes of log that the page took to find, other streams' records among them
   */
  record Page(List<StreamEntry> entries, long nextPosition, boolean ended, long lookedAtBytes)
      implements StreamAnswer {}

  /** Records from the position asked for on have been dropped. */
  record Trimmed() implements StreamAnswer {}

  /** Too many pages wait for files: no more may be held. */
  record NoMemory() implements StreamAnswer {}
}
