package io.antipode.load.bench.measure;

import io.antipode.load.target.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder for what one run's servers store and log. A run that held deletes it; one that
 * didn't, or broke off, leaves it as evidence.
 */
public final class Scratch {
  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder, and says where it is. */
  public static Scratch create(String name) throws IOException {
    Path folder = Files.createTempDirectory("antipode-" + name + "-");
    System.out.println("data and server log, while it runs: " + folder);
    return new Scratch(folder);
  }

  /** A server's data folder, by a name of one's own. */
  public Path data(String name) {
    return folder.resolve(name);
  }

  public Path log() {
    return folder.resolve("server.log");
  }

  /** To be called once the servers are gone. Returns the command's exit code. */
  public int end(boolean held) throws IOException {
    if (!held) {
      System.out.println("data and server log are kept: " + folder);
      return 1;
    }
    FolderTree.delete(folder);
    return 0;
  }
}
