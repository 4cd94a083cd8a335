package io.antipode.node.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.topology.Region;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class UpSettingsTest {
  private static final Region VIRGINIA = new Region("us-east-1");
  private static final Region IRELAND = new Region("eu-west-1");

  private static UpSettings settings(List<Region> regions, int port, @Nullable Integer shards) {
    return new UpSettings(
        regions,
        port,
        null,
        null,
        shards,
        DurabilityMode.OS,
        "127.0.0.1",
        500,
        true,
        false,
        false,
        true);
  }

  @Test
  void theRegionsPortsFollowTheFrontDoorInTheOrderGiven() {
    UpSettings settings = settings(List.of(VIRGINIA, IRELAND), 8000, null);
    assertEquals(8001, settings.portOf(VIRGINIA));
    assertEquals(8002, settings.portOf(IRELAND));
  }

  @Test
  void regionsAreDifferentAndThereIsOne() {
    assertThrows(IllegalArgumentException.class, () -> settings(List.of(), 8000, null));
    assertThrows(
        IllegalArgumentException.class, () -> settings(List.of(IRELAND, IRELAND), 8000, null));
  }

  @Test
  void allPortsExist() {
    settings(List.of(VIRGINIA), 65_534, null);
    assertThrows(IllegalArgumentException.class, () -> settings(List.of(VIRGINIA), 65_535, null));
    assertThrows(IllegalArgumentException.class, () -> settings(List.of(VIRGINIA), 0, null));
  }

  @Test
  void aRegionHasOneToFourThousandNinetySixShards() {
    assertThrows(IllegalArgumentException.class, () -> settings(List.of(VIRGINIA), 8000, 0));
    assertThrows(IllegalArgumentException.class, () -> settings(List.of(VIRGINIA), 8000, 4_097));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up --regions mars            | not an AWS region name",
        "up --regions us-east-1,      | not an AWS region name",
        "up --port 70000              | need the ports 70000 to 70003",
        "up --shards 5000             | 1 to 4096 shards",
        "up --durability never        | --durability",
        "faults cut us-east-1 atlantis| not an AWS region name",
        "digest                       | Missing required parameter",
        "dance                        | dance",
        "up --flag                    | See ./antipode up --help",
        "faults                       | Mends all links",
      })
  void aWrongCommandLineIsAnsweredWithASentence(String line, String sentence) {
    StringWriter said = new StringWriter();
    CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(said, true));
    assertEquals(2, commandLine.execute(line.split(" ", -1)));
    assertTrue(said.toString().contains(sentence), said::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"up", "node", "demo", "status", "digest", "faults", "faults cut", "faults heal"})
  void everyCommandHasHelp(String command) {
    StringWriter said = new StringWriter();
    CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(said, true));
    assertEquals(0, commandLine.execute((command + " --help").split(" ", -1)));
    assertTrue(said.toString().contains("Usage: antipode " + command), said::toString);
  }
}
