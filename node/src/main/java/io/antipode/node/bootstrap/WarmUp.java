package io.antipode.node.bootstrap;

import io.antipode.node.storage.chronicle.ChronicleItemStores;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does beside the rest of a start what takes a process long the first time: the first map of a
 * process defines classes for half a second, which passes while the command line is read and the
 * sockets and files are opened.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** The commands that open maps. */
  private static final Set<String> COMMANDS = Set.of("up", "node", "demo");

  private WarmUp() {}

  /** Begins, where the command that the arguments name will need it. */
  static void begin(String... arguments) {
    if (arguments.length > 0 && COMMANDS.contains(arguments[0])) {
      Thread.ofPlatform().daemon().name("warm-up").start(WarmUp::openMap);
    }
  }

  private static void openMap() {
    try {
      ChronicleItemStores.warmUp();
    } catch (IOException e) {
      LOG.warn("could not warm up; the first shard will take longer to open", e);
    }
  }
}
