package io.antipode.load.simulation;

/** Unwinds a task whose process has just died: what stands after the death never runs. */
final class ProcessDied extends RuntimeException {
  private static final long serialVersionUID = 1;

  ProcessDied(Throwable cause) {
    super("the process died", cause, false, false);
  }
}
