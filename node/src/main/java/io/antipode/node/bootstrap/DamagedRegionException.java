package io.antipode.node.bootstrap;

/** Why a region can't be opened, while others of the process can. */
final class DamagedRegionException extends StartupException {
  private static final long serialVersionUID = 1;

  DamagedRegionException(String message) {
    super(message);
  }

  DamagedRegionException(String message, Throwable cause) {
    super(message, cause);
  }
}
