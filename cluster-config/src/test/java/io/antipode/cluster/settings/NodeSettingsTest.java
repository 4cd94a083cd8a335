package io.antipode.cluster.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {
  @TempDir Path folder;

  @Test
  void aFileSaysAll() throws Exception {
    NodeSettings settings =
        NodeSettings.of(
            SettingsFile.read(
                file(
                    """
                    region: us-east-1
                    node: n2
                    data: /var/lib/antipode
                    bind: 10.0.0.1
                    port: 8001
                    replicationPort: 8401
                    metadataPort: 8501
                    members: ["10.0.0.2:8501", "10.0.0.3:8501"]
                    clusterSecret: open sesame, open sesame
                    peers:
                      eu-west-1: 10.1.0.1:8400
                    shardCount: 8
                    durability: os
                    maxClockDriftMs: 250
                    archive: /mnt/archive
                    buckets: /mnt/buckets
                    hosts: [DB.example.com]
                    faults: true
                    throttling: false
                    """)));
    assertEquals(
        new NodeSettings(
            new Region("us-east-1"),
            new NodeId("n2"),
            Path.of("/var/lib/antipode"),
            Path.of("/mnt/archive"),
            new Buckets.Folder(Path.of("/mnt/buckets")),
            "10.0.0.1",
            8001,
            8401,
            8501,
            List.of(new HostPort("10.0.0.2", 8501), new HostPort("10.0.0.3", 8501)),
            new ClusterSecret("open sesame, open sesame"),
            Map.of(new Region("eu-west-1"), new HostPort("10.1.0.1", 8400)),
            8,
            DurabilityMode.OS,
            250,
            List.of("db.example.com"),
            true,
            false),
        settings);
  }

  @Test
  void anArchiveInAnObjectStoreIsRefusedByName() {
    InvalidSettingsException refused =
        assertThrows(
            InvalidSettingsException.class,
            () ->
                NodeSettings.of(
                    Map.of("region", "us-east-1", "data", "d", "archive", "s3://bucket/backups")));
    assertTrue(String.valueOf(refused.getMessage()).contains("object stores can't hold it yet"));
  }

  @Test
  void regionAndDataFolderSufficeAndTheRestIsSafe() throws Exception {
    NodeSettings settings = NodeSettings.of(Map.of("region", "us-east-1", "data", "d"));
    assertEquals(DurabilityMode.FSYNC, settings.durability());
    assertEquals("127.0.0.1", settings.bindHost());
    assertTrue(settings.throttling());
    assertEquals(16, settings.shardCount());
    assertEquals(500, settings.maxClockDriftMs());
    assertEquals(8500, settings.metadataPort());
    assertFalse(settings.faults());
  }

  @Test
  void nodesThatShareARegionShareASecretThatNothingRepeats() {
    Map<String, String> settings =
        Map.of("region", "us-east-1", "data", "d", "members", "10.0.0.2:8501");
    InvalidSettingsException missing =
        assertThrows(InvalidSettingsException.class, () -> NodeSettings.of(settings));
    assertEquals(
        List.of("'members' are there, so 'clusterSecret' must be, the same on all of them"),
        missing.problems());
    Map<String, String> weak = new HashMap<>(settings);
    weak.put("clusterSecret", "open sesame");
    InvalidSettingsException tooShort =
        assertThrows(InvalidSettingsException.class, () -> NodeSettings.of(weak));
    assertTrue(tooShort.problems().getFirst().contains("at least 16 characters"));
    assertFalse(tooShort.problems().toString().contains("sesame"));
    assertEquals("(secret)", new ClusterSecret("open sesame, open sesame").toString());
  }

  @Test
  void theEnvironmentSpellsNamesInItsOwnWay() {
    assertEquals(
        Map.of("replicationPort", "9", "region", "eu-west-1"),
        NodeSettings.fromEnvironment(
            Map.of(
                "ANTIPODE_REPLICATION_PORT", "9",
                "ANTIPODE_REGION", "eu-west-1",
                "ANTIPODE_OPTS", "-Xmx1g",
                "PATH", "/bin")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "region  | mars          | not an AWS region name: 'mars'",
        "port    | 0             | 'port': 0 is not a number from 1 to 65535",
        "port    | http          | 'port': http is not a number",
        "port    | 8400          | 'port' and 'replicationPort' are both 8400",
        "shardCount | 5000       | 'shardCount': 5000 is not a number from 1 to 4096",
        "durability | never      | 'durability': never is none of [os, fsync]",
        "peers   | eu-west-1     | not REGION=HOST:PORT: 'eu-west-1'",
        "peers   | us-east-1=h:1 | us-east-1 is this node's own region",
        "peers   | eu-west-1=h   | not HOST:PORT: 'h'",
        "members | ::1:5         | put an IPv6 address in brackets",
        "prot    | 8000          | 'prot' is no setting; there are [archive, bind, buckets,"
            + " clusterSecret, data,",
        "faults  | maybe         | 'faults': maybe is neither true nor false",
      })
  void aProblemIsASentence(String key, String value, String sentence) {
    Map<String, String> values = new HashMap<>(Map.of("region", "us-east-1", "data", "d"));
    values.put("clusterSecret", "open sesame, open sesame");
    values.put(key, value);
    List<String> problems = problems(values);
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains(sentence), problems::toString);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertEquals(
        List.of(
            "'region' is missing",
            "'data' is missing",
            "'port': x is not a number from 1 to 65535"),
        problems(Map.of("port", "x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"a: [1 | is not YAML", "- a | is not a list of", "a: 1\\na: 2 | duplicate key a"})
  void whatIsNoSettingsFileIsRefused(String text, String sentence) throws Exception {
    Path file = file(text.replace("\\n", "\n"));
    InvalidSettingsException refusal =
        assertThrows(InvalidSettingsException.class, () -> SettingsFile.read(file));
    assertTrue(refusal.problems().getFirst().contains(sentence), refusal.problems()::toString);
  }

  @Test
  void anAbsentFileIsNamed() {
    Path file = folder.resolve("absent.yaml");
    InvalidSettingsException refusal =
        assertThrows(InvalidSettingsException.class, () -> SettingsFile.read(file));
    assertEquals(List.of("there is no file " + file), refusal.problems());
  }

  private static List<String> problems(Map<String, String> values) {
    return assertThrows(InvalidSettingsException.class, () -> NodeSettings.of(values)).problems();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("node.yaml"), text);
  }
}
