package io.antipode.replication.log;

import java.util.Map;

/**
 * How far a log had come for good, as is known beside it: a log can't tell that its end is gone.
 *
 * @param position of a record that was durable; 0 for none
 * @param fileBytes up to which byte files were durable, by path; nothing is known of others
 * @param sameBoot no power cut came since the log was written to
 */
public record DurableEnd(long position, Map<String, Long> fileBytes, boolean sameBoot) {
  public static final DurableEnd NONE = at(0);

  /** Of a position alone. */
  public static DurableEnd at(long position) {
    return new DurableEnd(position, Map.of(), false);
  }

  long bytesOf(String path) {
    return fileBytes.getOrDefault(path, 0L);
  }
}
