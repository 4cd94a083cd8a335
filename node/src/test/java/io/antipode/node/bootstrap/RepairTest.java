package io.antipode.node.bootstrap;

import static io.antipode.node.bootstrap.LocalStore.EAST;
import static io.antipode.node.bootstrap.LocalStore.WEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The way out of damage that a start does not mend. */
final class RepairTest {
  private static final String TABLE =
      "{'TableName':'table','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
          + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
          + "'BillingMode':'PAY_PER_REQUEST',"
          + "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'}}";
  private static final String REPLICA =
      "{'TableName':'table','ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]}";
  private static final String DESCRIBE = "{'TableName':'table'}";
  private static final String COUNT = "{'TableName':'table','Select':'COUNT'}";
  private static final int ITEMS = 40;

  @TempDir private Path folder;

  private static String put(int item) {
    return "{'TableName':'table','Item':{'id':{'S':'item" + item + "'}}}";
  }

  /** Half of the items are written in each region where both have the table. */
  private void fill(boolean replicated) throws Exception {
    try (LocalStore store = LocalStore.up(folder)) {
      String created = store.call(EAST, "CreateTable", TABLE);
      assertTrue(created.startsWith("200"), created);
      store.await(EAST, "DescribeTable", DESCRIBE, "'TableStatus':'ACTIVE'");
      if (replicated) {
        String added = store.call(EAST, "UpdateTable", REPLICA);
        assertTrue(added.startsWith("200"), added);
        store.await(EAST, "DescribeTable", DESCRIBE, "'ReplicaStatus':'ACTIVE'");
        store.await(WEST, "DescribeTable", DESCRIBE, "'TableStatus':'ACTIVE'");
      }
      for (int i = 0; i < ITEMS; i++) {
        Region region = replicated && i % 2 == 0 ? WEST : EAST;
        assertEquals("200 {}", store.call(region, "PutItem", put(i)));
      }
      store.await(EAST, "Scan", COUNT, "'Count':" + ITEMS);
      if (replicated) {
        store.await(WEST, "Scan", COUNT, "'Count':" + ITEMS);
      }
    }
  }

  private record Said(int exit, String text) {}

  private Said repair(String... options) {
    StringWriter text = new StringWriter();
    CommandLine command = new CommandLine(new RepairCommand());
    command.setOut(new PrintWriter(text));
    command.setErr(new PrintWriter(text));
    String[] all =
        Stream.concat(Stream.of("--data", folder.toString()), Stream.of(options))
            .toArray(String[]::new);
    return new Said(command.execute(all), text.toString());
  }

  private void damage(Region region, String how) throws IOException {
    Path shard = folder.resolve(region + "/shards/shard-0");
    switch (how) {
      case "flipped" -> {
        try (Stream<Path> files = Files.list(shard.resolve("log"))) {
          Path log = files.sorted().findFirst().orElseThrow();
          byte[] bytes = Files.readAllBytes(log);
          bytes[bytes.length / 2] ^= 1;
          Files.write(log, bytes);
        }
      }
      case "log" -> delete(shard.resolve("log"));
      case "shard" -> delete(shard);
      default -> delete(Objects.requireNonNull(shard.getParent()));
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path each : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void nothingIsSaidOfAWholeFolder() throws Exception {
    fill(false);
    Said said = repair();
    assertEquals(0, said.exit, said.text);
    assertEquals(2, said.text.lines().count(), said.text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flipped", "log", "shard", "shards"})
  void aPeerFillsAShardThatCanNotBeTold(String how) throws Exception {
    fill(true);
    damage(WEST, how);
    try (LocalStore store = LocalStore.up(folder)) {
      assertTrue(store.readyLine().endsWith(": eu-west-1"), store.readyLine());
    }

    Said asked = repair();
    assertEquals(1, asked.exit, asked.text);
    assertTrue(asked.text.contains("eu-west-1: ") && asked.text.contains("--yes"), asked.text);
    Said done = repair("--region", "eu-west-1", "--yes");
    assertEquals(0, done.exit, done.text);

    try (LocalStore store = LocalStore.up(folder)) {
      store.await(WEST, "Scan", COUNT, "'Count':" + ITEMS);
      assertEquals("200 {}", store.call(WEST, "PutItem", put(ITEMS)));
      store.await(EAST, "Scan", COUNT, "'Count':" + (ITEMS + 1));
    }
    if (!how.startsWith("shard")) {
      assertTrue(Files.isDirectory(folder.resolve("eu-west-1/damaged/shards/shard-0")));
    }
  }

  @Test
  void whatNoPeerHasIsGivenUpOnlyWhereThatIsAskedFor() throws Exception {
    fill(false);
    damage(EAST, "flipped");

    Said asked = repair("--yes");
    assertEquals(1, asked.exit, asked.text);
    assertTrue(asked.text.contains("no other region has table"), asked.text);
    assertTrue(asked.text.contains("--lose"), asked.text);
    assertTrue(asked.text.contains((ITEMS - 1) + " writes that no other region has"), asked.text);
    assertTrue(asked.text.contains("1 records of its log can't be read"), asked.text);
    assertTrue(Files.notExists(folder.resolve("us-east-1/damaged")), "nothing is done");

    assertEquals(0, repair("--yes", "--lose").exit);
    try (LocalStore store = LocalStore.up(folder)) {
      store.await(EAST, "PutItem", put(ITEMS), "{}");
      store.await(EAST, "Scan", COUNT, "'Count':" + ITEMS); // All but one, which was struck.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a table", "all"})
  void whatNoCopyOfTheMetadataHasIsGivenUpOnlyWhereThatIsAskedFor(String what) throws Exception {
    fill(true);
    for (String copy : new String[] {"metadata", "metadata-copy"}) {
      Path metadata = folder.resolve("eu-west-1/" + copy);
      if (what.equals("all")) {
        delete(metadata);
      } else {
        try (Stream<Path> files = Files.list(metadata.resolve("tables"))) {
          Files.delete(
              files.filter(file -> file.toString().endsWith(".meta")).findFirst().orElseThrow());
        }
      }
    }
    try (LocalStore store = LocalStore.up(folder)) {
      assertTrue(store.readyLine().endsWith(": eu-west-1"), store.readyLine());
    }

    Said asked = repair("--yes");
    assertEquals(1, asked.exit, asked.text);
    assertTrue(asked.text.contains("eu-west-1/metadata") && asked.text.contains("--lose"));
    assertEquals(0, repair("--yes", "--lose").exit);

    try (LocalStore store = LocalStore.up(folder)) {
      store.await(WEST, "Scan", COUNT, "'Count':" + ITEMS);
    }
  }

  @Test
  void noTimeLiesAheadWhereNoClockWas() throws Exception {
    fill(true);
    Said said = repair("--clock", "--yes");
    assertEquals(0, said.exit, said.text);
    assertTrue(said.text.contains("no time lies more than 70 s ahead"), said.text);
  }

  @Test
  void aRunningStoreIsLeftAlone() throws Exception {
    try (LocalStore store = LocalStore.up(folder)) {
      Said said = repair();
      assertTrue(said.exit != 0 && said.text.contains("is in use by process"), said.text);
      assertTrue(store.readyLine().contains("us-east-1"));
    }
  }
}
