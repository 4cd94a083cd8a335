package io.antipode.node.objects;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An object that is being written. Nobody sees it before it is complete; where it is closed before
 * that there is none. Used by one thread at a time.
 */
public abstract class Upload extends OutputStream {
  /**
   * All is written: the object is there, durably, when this returns.
   *
   * @return its entity tag, as S3 makes them, without quotes
   */
  public abstract String complete() throws IOException;
}
