package io.antipode.node.storage.streams;

/**
 * Where a shard's part of a stream begins and ends, as positions of the shard's log.
 *
 * @param first the oldest that can be read: where the stream began, or what of it is left
 * @param next one past the newest
 * @param trimmedBefore what is asked for below it may have been dropped; 0 where nothing was
 * @param closed the stream is off: {@code next} stands still
 */
public record StreamRange(long first, long next, long trimmedBefore, boolean closed) {
  public boolean isTrimmed(long position) {
    return position < trimmedBefore && position < next;
  }
}
