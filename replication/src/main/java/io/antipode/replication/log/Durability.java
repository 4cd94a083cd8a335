package io.antipode.replication.log;

/** When a write counts as committed. */
public enum Durability {
  /** After an fsync: survives a power cut. */
  FSYNC,
  /** After the write call: survives the death of the process; a power cut may take the tail. */
  OS
}
