package io.antipode.load.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds the image and gives it to the Docker engine, which needs no network for it:
 *
 * <pre>
 *   jlink, ldd ► a folder ► tar | docker import
 * </pre>
 *
 * The image runs one node. Its settings come from the environment ({@code ANTIPODE_REGION}, {@code
 * ANTIPODE_PEERS}, …); it serves on 8000, meets peers on 8400 and keeps everything in {@code
 * /data}.
 */
public final class AntipodeImage {
  public static final String NAME = "antipode:local";
  public static final int PORT = 8000;
  public static final int REPLICATION_PORT = 8400;

  private static final String ENTRYPOINT =
      """
      ENTRYPOINT ["/opt/java/bin/java", "-XX:+ExitOnOutOfMemoryError", \
      "--sun-misc-unsafe-memory-access=allow", "-Dchronicle.analytics.disable=true", \
      "-jar", "/opt/antipode/node.jar", "node"]\
      """;

  private AntipodeImage() {}

  /**
   * Builds it anew; an older one of the same name loses it. Takes some seconds.
   *
   * @param home the repository's top folder, which must be built
   */
  public static void build(Path home) throws IOException {
    Path work = Files.createTempDirectory("antipode-image-");
    try {
      Path root = work.resolve("root");
      RootFileSystem.lay(root, home.resolve("node/target"));
      Path tar = work.resolve("image.tar");
      Tool.run("tar", "-C", root.toString(), "--owner=0", "--group=0", "-cf", tar.toString(), ".");
      Tool.run(
          "docker",
          "import",
          "--change",
          ENTRYPOINT,
          "--change",
          "ENV ANTIPODE_DATA=/data ANTIPODE_BIND=0.0.0.0 HOME=/data",
          "--change",
          "WORKDIR /data",
          "--change",
          "EXPOSE " + PORT + " " + REPLICATION_PORT,
          tar.toString(),
          NAME);
    } finally {
      deleteAll(work);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
