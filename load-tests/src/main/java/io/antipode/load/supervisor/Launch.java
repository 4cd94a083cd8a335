package io.antipode.load.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a node's JVM is started: as users do, with {@code ./antipode node}; or, with patched classes,
 * by java itself with those before the product's jar on the class path, since the launcher's {@code
 * -jar} leaves no room for them.
 *
 * @param home the repository's top folder, which must be built
 */
record Launch(Path home, int heapMb, @Nullable Path patches) {
  private static final String MAIN = "io.antipode.node.bootstrap.Main";

  /** For work on the product itself: its classes from here, rather than what is packaged. */
  private static final @Nullable String CLASS_PATH = System.getProperty("antipode.node.classpath");

  /** Two cores are shared by all nodes, and a small heap needs no parallel collector. */
  private static final List<String> SMALL =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ActiveProcessorCount=2",
          "-Xss512k",
          "-XX:MaxDirectMemorySize=256m");

  /** What the jar's manifest says, which counts with {@code -jar} only. */
  private static final List<String> AS_MANIFEST =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dchronicle.analytics.disable=true");

  /** Has the launcher look after its cache of what a start loads; starts work without it, too. */
  static void prepare(Path home) {
    if (CLASS_PATH != null) {
      return;
    }
    try {
      Process process =
          new ProcessBuilder(home.resolve("antipode").toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it; what it prints is appended to the log. */
  Process start(Path config, Path log) {
    List<String> jvm = new ArrayList<>(SMALL);
    jvm.add("-Xmx" + heapMb + "m");
    List<String> command = new ArrayList<>();
    if (patches == null && CLASS_PATH == null) {
      command.add(home.resolve("antipode").toString());
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(AS_MANIFEST);
      command.addAll(jvm);
      command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-cp"));
      command.add((patches == null ? "" : patches + ":") + classPath());
      command.add(MAIN);
    }
    Stream.of("node", "--config", config.toString()).forEach(command::add);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(
                Objects.requireNonNull(log.toAbsolutePath().getParent())
                    .toFile()) // where a crash leaves its files
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("ANTIPODE_"));
    builder.environment().put("ANTIPODE_BUILD", "never");
    builder.environment().put("ANTIPODE_OPTS", String.join(" ", jvm));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String classPath() {
    return CLASS_PATH == null
        ? home.resolve("node/target/node-0.1.0-SNAPSHOT.jar").toString()
        : CLASS_PATH;
  }
}
