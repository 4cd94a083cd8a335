package io.antipode.load.seeded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A green run means something: every deliberate bug turns it red. */
final class SeededBugsTest {
  private static final int MAX_SEEDS = 1_000;
  private static final Logger PRODUCT = (Logger) LoggerFactory.getLogger("io.antipode");

  @BeforeAll
  static void silence() {
    PRODUCT.setLevel(Level.OFF);
  }

  @AfterAll
  static void listen() {
    PRODUCT.setLevel(null);
  }

  @Test
  void everyBugIsCaughtByACheckThatIsThereForIt() {
    List<Verdict> verdicts =
        SeededBugs.all().parallelStream().map(bug -> Verdict.of(bug, MAX_SEEDS)).toList();
    verdicts.forEach(System.out::println);
    assertEquals(List.of(), verdicts.stream().filter(each -> !each.isCaught()).toList());
    assertTrue(verdicts.size() >= 20);
  }

  /** What a change of the product costs the bugs is said in a second, before the long test runs. */
  @Test
  void everyBugFindsItsPlace() {
    for (SeededBug bug : SeededBugs.all()) {
      assertDoesNotThrow(() -> Patcher.patched(bug));
    }
  }

  @Test
  void aPatchThatFindsNothingFails() {
    SeededBug rotten =
        new SeededBug(
            "rotten",
            "",
            "io.antipode.replication.log.ShardLog",
            "write",
            Edit.dropCalls("noSuchMethod"),
            SeededBug.Layer.SIMULATION,
            Set.of(),
            Set.of());
    assertThrows(IllegalStateException.class, () -> Patcher.patched(rotten));
  }

  @Test
  void aPatchedClassCanBePutBeforeTheJars(@TempDir Path folder) throws IOException {
    SeededBug bug = SeededBugs.of("skipped-fsync");
    Patcher.write(bug, folder);
    assertArrayEquals(
        Patcher.patched(bug),
        Files.readAllBytes(folder.resolve("io/antipode/replication/log/LogSync.class")));
  }
}
