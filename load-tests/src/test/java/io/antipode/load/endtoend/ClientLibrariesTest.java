package io.antipode.load.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.antipode.load.target.AntipodeUp;
import io.antipode.load.target.FetchedJars;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that we did not write, as they come from npm, Maven and with Python, and programs that
 * use them: {@code load-tests/clients}. Each is a program that ends with 0, or says why it can't.
 * Where there is no Node.js, no npm registry or no boto3 the test says so and is skipped.
 */
final class ClientLibrariesTest {
  private static final Path CLIENTS = Path.of("clients").toAbsolutePath();
  private static final String SHARED = "store.mjs";

  @TempDir private static Path folder;
  private static AntipodeUp up;

  @BeforeAll
  static void start() throws IOException {
    Files.createFile(folder.resolve("log"));
    up =
        AntipodeUp.start(
            Path.of("..").toAbsolutePath().normalize(),
            folder.resolve("log"),
            List.of("--data", folder.resolve("data").toString()));
  }

  @AfterAll
  static void stop() {
    up.close();
  }

  @TestFactory
  Stream<DynamicTest> whatItsOwnGuideShowsWorksWithEachLibraryOfNpm() throws IOException {
    Path npm = Files.createDirectory(folder.resolve("npm"));
    List<Path> programs = new ArrayList<>();
    for (Path file : files(CLIENTS.resolve("npm"))) {
      Files.copy(file, npm.resolve(file.getFileName()));
      if (file.toString().endsWith(".mjs") && !file.endsWith(SHARED)) {
        programs.add(file.getFileName());
      }
    }
    assertFalse(programs.isEmpty());
    boolean installed = run(npm, "npm", "ci", "--no-audit", "--no-fund").isGood();
    if (!installed) {
      System.out.println("SKIPPED: npm's client libraries, which can't be installed here");
    }
    assumeTrue(installed, "no npm, or no registry");
    return programs.stream()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.toString(),
                    () -> assertGood(run(npm, "node", program.toString(), url()))));
  }

  @TestFactory
  Stream<DynamicTest> theEnhancedClientAndTheStreamsConsumersOfJavaWork() throws IOException {
    Path java = CLIENTS.resolve("java");
    Path jars = Path.of("target", "clients-of-java").toAbsolutePath();
    FetchedJars.of(java.resolve("pom.xml"), jars);
    String libraries = jars + "/*";
    String classes = Files.createDirectory(folder.resolve("java")).toString();
    String both = classes + File.pathSeparator + libraries;
    List<String> compile =
        new ArrayList<>(List.of(jdk("javac"), "-nowarn", "-d", classes, "-cp", libraries));
    List<String> programs = new ArrayList<>();
    for (Path file : files(java)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".java")) {
        compile.add(name);
        programs.add(name.substring(0, name.indexOf('.')));
      }
    }
    assertGood(run(java, compile.toArray(String[]::new)));
    return programs.stream()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program,
                    () -> assertGood(run(java, jdk("java"), "-cp", both, program, url()))));
  }

  private static String jdk(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }

  @Test
  void usersProgramsRunAsTheyStand() throws IOException {
    Path seeds = CLIENTS.resolve("seeds");
    boolean installed =
        run(seeds, "python3", "-c", "import boto3").isGood()
            && run(seeds, "aws", "--version").isGood();
    if (!installed) {
      System.out.println("SKIPPED: programs with boto3 and the AWS CLI, which aren't here");
    }
    assumeTrue(installed, "no boto3, or no AWS CLI");
    assertGood(run(seeds, "python3", "-B", "programs.py", url()));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String url() {
    InetSocketAddress address = up.address();
    return "http://" + address.getHostString() + ":" + address.getPort();
  }

  /** How a program ended, and what it said. */
  private record Ended(int code, String output) {
    boolean isGood() {
      return code == 0;
    }
  }

  private static void assertGood(Ended ended) {
    assertEquals(0, ended.code(), ended.output());
  }

  private static Ended run(Path folder, String... words) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException absent) {
      return new Ended(-1, absent.toString());
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Ended(process.waitFor(), output);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
