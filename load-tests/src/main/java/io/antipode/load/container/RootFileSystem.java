package io.antipode.load.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the image:
 *
 * <pre>
 *   /opt/java           what jlink makes of this JDK
 *   /opt/antipode       node.jar and lib/
 *   /lib…, /lib64       the loader and the libraries that the runtime asks for
 *   /etc, /tmp, /data
 * </pre>
 */
final class RootFileSystem {
  /** What the product and its libraries use; jdk.compiler is for Chronicle Map, at run time. */
  private static final String MODULES =
      String.join(
          ",",
          "java.se",
          "jdk.unsupported",
          "jdk.compiler",
          "jdk.management",
          "jdk.crypto.ec",
          "jdk.zipfs",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.jcmd");

  /** {@code libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)}, or the loader's bare path. */
  private static final Pattern LIBRARY = Pattern.compile("(?:=>\\s+|^\\s*)(/\\S+)\\s+\\(0x");

  /** Loaded by name at run time, so that no list of needs has them. */
  private static final List<String> BY_NAME = List.of("libnss_files.so.2", "libnss_dns.so.2");

  private RootFileSystem() {}

  /**
   * Lays it out in an empty folder.
   *
   * @param node the folder of the node's jar, with {@code lib} beside
   */
  static void lay(Path root, Path node) throws IOException {
    Path jdk = Path.of(System.getProperty("java.home"));
    Path java = root.resolve("opt/java");
    Files.createDirectories(java.getParent());
    Tool.run(
        jdk.resolve("bin/jlink").toString(),
        "--add-modules",
        MODULES,
        "--output",
        java.toString(),
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages");
    copyLibraries(java, root);
    copyProduct(node, root.resolve("opt/antipode"));
    write(root.resolve("etc/passwd"), "root:x:0:0:root:/data:/none\n");
    write(root.resolve("etc/group"), "root:x:0:\n");
    write(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    Files.createDirectories(root.resolve("data"));
    Path tmp = Files.createDirectories(root.resolve("tmp"));
    Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static void copyLibraries(Path java, Path root) throws IOException {
    SortedSet<Path> needed = new TreeSet<>();
    try (Stream<Path> files = Files.walk(java.resolve("lib"))) {
      Stream<Path> libraries = files.filter(file -> file.toString().endsWith(".so"));
      for (Path file : Stream.concat(libraries, Stream.of(java.resolve("bin/java"))).toList()) {
        Matcher matcher = LIBRARY.matcher("");
        for (String line : Tool.run("ldd", file.toString()).lines().toList()) {
          if (matcher.reset(line).find() && !matcher.group(1).startsWith(java.toString())) {
            needed.add(Path.of(matcher.group(1)));
          }
        }
      }
    }
    SortedSet<Path> all = new TreeSet<>(needed);
    for (Path library : needed) {
      for (String name : BY_NAME) {
        Path beside = library.resolveSibling(name);
        if (Files.exists(beside)) {
          all.add(beside);
        }
      }
    }
    for (Path library : all) {
      Path copy = root.resolve(library.toString().substring(1));
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      // What a link leads to, under the link's name.
      Files.copy(library.toRealPath(), copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void copyProduct(Path node, Path into) throws IOException {
    Path lib = Files.createDirectories(into.resolve("lib"));
    Files.copy(node.resolve("node-0.1.0-SNAPSHOT.jar"), into.resolve("node.jar"));
    try (Stream<Path> jars = Files.list(node.resolve("lib"))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }
}
