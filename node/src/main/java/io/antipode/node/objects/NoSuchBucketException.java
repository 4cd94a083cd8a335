package io.antipode.node.objects;

import java.io.IOException;

/** There is no bucket of that name. */
public final class NoSuchBucketException extends IOException {
  private static final long serialVersionUID = 1;

  public NoSuchBucketException(String bucket) {
    super("there is no bucket " + bucket);
  }
}
