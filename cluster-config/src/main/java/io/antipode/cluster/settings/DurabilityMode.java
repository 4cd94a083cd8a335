package io.antipode.cluster.settings;

/** When a write is acknowledged. */
public enum DurabilityMode {
  /** Once the operating system has it: survives the death of the process, not of the machine. */
  OS,

  /** Once the disk has it: survives a power cut. */
  FSYNC
}
