package io.antipode.node.bootstrap;

import static io.antipode.node.bootstrap.LocalStore.EAST;
import static io.antipode.node.bootstrap.LocalStore.WEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A region that can't be opened does not stop the others, and everybody is told which it is. */
final class HeldBackRegionTest {
  private static final String TABLE =
      "{'TableName':'table','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
          + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
          + "'BillingMode':'PAY_PER_REQUEST'}";
  private static final String PUT = "{'TableName':'table','Item':{'id':{'S':'a'}}}";
  private static final String GET = "{'TableName':'table','Key':{'id':{'S':'a'}}}";

  @TempDir private Path folder;

  @BeforeEach
  void fill() throws Exception {
    try (LocalStore store = LocalStore.up(folder)) {
      for (Region region : List.of(EAST, WEST)) {
        String created = store.call(region, "CreateTable", TABLE);
        assertTrue(created.startsWith("200"), created);
        store.await(region, "DescribeTable", "{'TableName':'table'}", "ACTIVE");
        assertEquals("200 {}", store.call(region, "PutItem", PUT));
      }
    }
  }

  private void damageLog(Region region) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(region + "/shards/shard-0/log"))) {
      Path log = files.findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(log);
      bytes[bytes.length / 2] ^= 1;
      Files.write(log, bytes);
    }
  }

  @Test
  void theOthersServe() throws Exception {
    damageLog(WEST);
    try (LocalStore store = LocalStore.up(folder)) {
      assertTrue(store.call(EAST, "GetItem", GET).contains("'a'".replace('\'', '"')));
      assertTrue(store.readyLine().endsWith("; held back, see ./antipode repair: eu-west-1"));
      String refusal = store.call(WEST, "GetItem", GET);
      assertTrue(refusal.startsWith("503") && refusal.contains("eu-west-1 is held back"), refusal);
      assertEquals("200 ready; held back: eu-west-1\n", store.page("/_antipode/ready"));
      assertEquals(
          "503 not ready; held back: eu-west-1\n", store.page("/_antipode/ready?region=eu-west-1"));
      String status = store.page("/_antipode/status?region=eu-west-1");
      assertTrue(status.contains("shard-0/log") && status.contains("./antipode repair"), status);
    }
  }

  @Test
  void theFirstRegionThatServesTakesWhatNamesNone() throws Exception {
    damageLog(EAST);
    try (LocalStore store = LocalStore.up(folder)) {
      assertTrue(store.callSignedFor("local", "GetItem", GET).startsWith("200"));
      assertTrue(store.page("/_antipode/status").contains("eu-west-1"));
    }
  }

  @Test
  void damagedMetadataHoldsItsRegionBackToo() throws Exception {
    for (String each : List.of("metadata", "metadata-copy")) {
      try (Stream<Path> files = Files.list(folder.resolve("eu-west-1").resolve(each + "/tables"))) {
        Path table =
            files.filter(file -> file.toString().endsWith(".meta")).findFirst().orElseThrow();
        Files.write(table, new byte[] {1, 2, 3});
      }
    }
    try (LocalStore store = LocalStore.up(folder)) {
      assertTrue(store.call(EAST, "GetItem", GET).startsWith("200"));
      String status = store.page("/_antipode/status?region=eu-west-1");
      assertTrue(status.contains("damaged metadata file"), status);
    }
  }

  @Test
  void withoutAnyNothingStarts() throws Exception {
    damageLog(EAST);
    damageLog(WEST);
    StartupException refusal =
        assertThrows(StartupException.class, () -> LocalStore.up(folder).close());
    assertTrue(refusal.getMessage().contains("shard-0/log"), refusal.getMessage());
  }
}
