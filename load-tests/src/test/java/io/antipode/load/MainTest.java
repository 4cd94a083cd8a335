package io.antipode.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bench", "bench run", "bench replicate", "chaos", "chaos simulate damage"})
  void everyCommandExplainsItself(String words) {
    assertEquals(0, execute((words + " --help").strip().split(" ")));
    assertTrue(out.toString().contains(("Usage: antipode " + words).strip()), out::toString);
  }

  @Test
  void anEndpointThatIsNotThereIsOneLine() {
    assertEquals(1, execute("bench", "run", "get", "--target", "http://127.0.0.1:1"));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(
        err.toString().startsWith("antipode: no answer from http://127.0.0.1:1"), err::toString);
  }

  private int execute(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
