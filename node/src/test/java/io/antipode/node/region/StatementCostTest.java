package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a statement costs follows its own length and that of its parameters, however they meet. */
final class StatementCostTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int LONG_CHARS = 1 << 20;

  /** The request is copied, scanned and decoded more than once. */
  private static final long MOST_BYTES = 40L * LONG_CHARS;

  private Statements statements;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    statements = new Statements(folder);
  }

  @Test
  void aLongPartitionKeyOfManyAlternativesIsReadOnce() {
    String sortKeys = String.join(" OR ", Collections.nCopies(50, "sk < 1 AND sk > 1"));
    assertCheap(
        "SELECT * FROM range WHERE id = ? AND (" + sortKeys + ")",
        "ValidationException: One or more parameter values were invalid: Size of hashkey has"
            + " exceeded the maximum size limit of2048 bytes");
  }

  @Test
  void aLongSortKeyOfManyAlternativesIsReadOnce() {
    String partitions = String.join(", ", Collections.nCopies(50, "'a'"));
    assertCheap(
        "SELECT * FROM \"range\".\"local\" WHERE begins_with(l, ?) AND l < 'a' AND id IN ["
            + partitions
            + "]",
        "{'Items':[]}");
  }

  @Test
  void aPrefixThatIsCutIsCutBetweenCharacters() {
    for (String start : new String[] {"", "x"}) {
      String prefix = start + "\ud83d\ude00".repeat(700);
      assertEquals(
          "{'Items':[]}",
          statements.execute(
              "SELECT * FROM \"range\".\"local\" WHERE id = 'a' AND begins_with(l, ?)",
              "'Parameters':[{'S':'" + prefix + "'}]"));
    }
  }

  private void assertCheap(String statement, String expected) {
    String parameter = "'Parameters':[{'S':'" + "x".repeat(LONG_CHARS) + "'}]";
    statements.execute(statement, parameter);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String answer = statements.execute(statement, parameter);
    long took = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(answer.startsWith(expected), answer);
    assertTrue(took < MOST_BYTES, () -> took + " bytes");
  }
}
