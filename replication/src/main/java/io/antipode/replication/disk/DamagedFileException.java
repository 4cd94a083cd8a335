package io.antipode.replication.disk;

import java.io.IOException;

/** Bytes that were durable have changed or gone. Never read as data; named for the operator. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;

  public DamagedFileException(String file, long offset, String what) {
    super("damaged file " + file + " at offset " + offset + ": " + what);
    this.file = file;
    this.offset = offset;
  }

  /** Path on the disk. */
  public String file() {
    return file;
  }

  /** Offset of the damaged record, block or header in bytes. */
  public long offset() {
    return offset;
  }
}
