package io.antipode.replication.disk;

import java.io.IOException;

/** Blocking work on files, prepared on the shard's loop and run once on any thread. */
public interface IoTask {
  void run() throws IOException;
}
