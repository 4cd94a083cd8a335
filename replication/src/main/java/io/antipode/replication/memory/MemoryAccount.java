package io.antipode.replication.memory;

/**
 * What one thread holds of a share, told to it in steps: something that is added and taken back a
 * hundred thousand times a second must not have all threads write to one word. Confined to a
 * thread.
 */
public final class MemoryAccount {
  /** What the share may not know of. */
  static final long STEP_BYTES = 64 << 10;

  private final MemoryShare share;
  private long bytes;
  private long toldBytes;

  public MemoryAccount(MemoryShare share) {
    this.share = share;
  }

  /** So much more is held, or less where negative. */
  public void add(long more) {
    bytes += more;
    assert bytes >= 0 : bytes;
    if (Math.abs(bytes - toldBytes) >= STEP_BYTES) {
      share.take(bytes - toldBytes);
      toldBytes = bytes;
    }
  }

  /** Nothing is held any more, nor will be. */
  public void close() {
    share.giveBack(toldBytes);
    toldBytes = 0;
    bytes = 0;
  }
}
