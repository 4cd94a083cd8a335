package io.antipode.replication.clock;

/** Randomness as a port (rule 1 of the design); any thread. */
public interface Entropy {
  /** 64 uniformly random bits. */
  long nextLong();
}
