package io.antipode.replication.disk;

/**
 * Hears that the disk failed to write or sync, or that a view could not take what is in the log.
 * What is on the disk is now unknown, and a sync that failed once may report success when tried
 * again without having written anything (Rebello et al., ATC 2020), so there is no retry: the node
 * fences itself, restarts and recovers. Called on the shard's loop, once.
 */
public interface FatalDisk {
  void failed(Exception cause);
}
