package io.antipode.cluster.hazelcast;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.map.IMap;
import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptorCodec;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.Placement;
import io.antipode.cluster.placement.PlacementEpoch;
import io.antipode.cluster.placement.ReplicaSet;
import io.antipode.cluster.settings.ClusterSecret;
import io.antipode.cluster.topology.Member;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HazelcastMetadataTest {
  private static final Region VIRGINIA = new Region("us-east-1");
  private static final NodeId ONE = new NodeId("n1");
  private static final NodeId TWO = new NodeId("n2");
  private static final ClusterSecret SECRET = new ClusterSecret("only nodes know this");

  private static final long NOW = System.currentTimeMillis();
  private static final long WEEK_MS = 7 * 86_400_000L;

  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void chooseFolder() {
    folder = root.resolve("metadata");
  }

  @Test
  void aTableThatWasDeletedIsForgottenAfterAWeekUnlessAnotherRegionMaySpeakOfIt() throws Exception {
    TableDescriptor replicated =
        table(2, "Global")
            .withReplicas(
                Map.of(
                    VIRGINIA, new ReplicaDescriptor(VIRGINIA, ReplicaDescriptor.Status.GONE, 1)));
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, NOW)) {
      await(metadata.catalog().update(1, before -> deleted(table(1, "Orders"))));
      await(metadata.catalog().update(2, before -> deleted(replicated)));
      await(metadata.catalog().update(3, before -> table(3, "Alive")));
    }
    assertEquals(Set.of(1L, 2L, 3L), tables(NOW + WEEK_MS - 60_000));
    assertEquals(Set.of(2L, 3L), tables(NOW + WEEK_MS + 60_000));
    assertEquals(Set.of(2L, 3L), tables(NOW), "and it is missed by nobody");
  }

  private Set<Long> tables(long nowMs) throws IOException {
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, nowMs)) {
      return metadata.catalog().view().all().stream()
          .map(TableDescriptor::id)
          .collect(Collectors.toSet());
    }
  }

  private static TableDescriptor deleted(TableDescriptor table) {
    return table.withStatus(TableStatus.DELETED);
  }

  @Test
  void aLoneNodeChangesTablesAtOnceAndFindsThemAfterAColdStart() throws Exception {
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, NOW)) {
      await(metadata.catalog().update(1, before -> table(1, "Orders")));
      await(metadata.catalog().update(1, before -> deleting(before)));
      await(metadata.announce(new Member(ONE, "127.0.0.1:1", "127.0.0.1:2")));
      await(metadata.propose(Placement.onOneNode(ONE, 4)));
    }
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, NOW)) {
      assertEquals(deleting(table(1, "Orders")), metadata.catalog().view().byName("Orders"));
      assertEquals(Placement.onOneNode(ONE, 4), metadata.placement());
      assertEquals(
          List.of(new Member(ONE, "127.0.0.1:1", "127.0.0.1:2")), List.copyOf(metadata.nodes()));
    }
  }

  @Test
  void listenersHaveBeenToldBeforeAChangeIsAcknowledged() throws Exception {
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, NOW)) {
      CompletableFuture<CatalogView> seen = new CompletableFuture<>();
      metadata.catalog().listen(seen::complete);
      CompletionStage<Boolean> toldFirst =
          metadata.catalog().update(1, before -> table(1, "Orders")).thenApply(t -> seen.isDone());
      assertTrue(await(toldFirst));
      assertEquals(table(1, "Orders"), seen.join().byId(1));
    }
  }

  @Test
  void whatAChangeThrowsReachesItsCaller() throws Exception {
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, NOW)) {
      CompletionStage<TableDescriptor> refused =
          metadata
              .catalog()
              .update(
                  1,
                  before -> {
                    throw new IllegalStateException("no such table");
                  });
      ExecutionException failure = assertThrows(ExecutionException.class, () -> await(refused));
      assertInstanceOf(IllegalStateException.class, failure.getCause());
      assertEquals(0, metadata.catalog().view().all().size());
    }
  }

  @Test
  void onlyALaterPlacementReplacesTheOneThatStands() throws Exception {
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, NOW)) {
      Placement first = Placement.onOneNode(ONE, 2);
      Placement rival = Placement.onOneNode(TWO, 2);
      Placement next =
          new Placement(
              PlacementEpoch.FIRST.next(),
              List.of(new ReplicaSet(List.of(TWO)), new ReplicaSet(List.of(ONE))));
      assertEquals(first, await(metadata.propose(first)));
      assertEquals(first, await(metadata.propose(rival)));
      assertEquals(next, await(metadata.propose(next)));
    }
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, NOW)) {
      await(metadata.catalog().update(1, before -> table(1, "Orders")));
    }
    for (String each : List.of("metadata", "metadata-copy")) {
      Path file = root.resolve(each).resolve("tables/0000000000000001.meta");
      byte[] bytes = Files.readAllBytes(file);
      bytes[30] ^= 1;
      Files.write(file, bytes);
    }
    IOException damage =
        assertThrows(IOException.class, () -> HazelcastMetadata.open(alone(), folder, NOW));
    String said = String.valueOf(damage.getMessage());
    assertTrue(said.contains("0000000000000001.meta: wrong checksum"), said);
  }

  @Test
  void twoNodesOfARegionSeeEachOthersTablesAndKeepThem() throws Exception {
    int firstPort = freePort();
    int secondPort = freePort();
    try (HazelcastMetadata first = open(ONE, firstPort, secondPort);
        HazelcastMetadata second = open(TWO, secondPort, firstPort)) {
      await(first.join());
      await(second.join());
      CompletableFuture<Void> arrived = arrival(second.catalog(), 1);
      await(first.catalog().update(1, before -> table(1, "Orders")));
      await(arrived);
      await(second.catalog().update(2, before -> table(2, "Carts")));
      assertFalse(
          await(first.catalog().update(2, before -> before == null ? table(2, "Lost") : before))
              .name()
              .equals("Lost"),
          "a change sees the newest entry of the region, not only its own");
    }
    try (HazelcastMetadata cold = open(TWO, secondPort, firstPort)) {
      assertEquals(table(1, "Orders"), cold.catalog().view().byId(1));
      assertEquals(table(2, "Carts"), cold.catalog().view().byId(2));
    }
  }

  @Test
  void whoDoesNotKnowTheSecretSharesNothing() throws Exception {
    int firstPort = freePort();
    int strangersPort = freePort();
    try (HazelcastMetadata first = open(ONE, firstPort, strangersPort);
        HazelcastMetadata stranger =
            open(TWO, strangersPort, firstPort, new ClusterSecret("another one, it seems"))) {
      await(first.join());
      await(first.catalog().update(1, before -> table(1, "Orders")));
      await(stranger.join());
      await(stranger.catalog().update(2, before -> table(2, "Forged")));
      assertEquals(Set.of("Orders"), first.catalog().view().names());
      assertEquals(Set.of("Forged"), stranger.catalog().view().names());
    }
  }

  @Test
  void aClientOfHazelcastHasNoWayIn() throws Exception {
    int port = freePort();
    try (HazelcastMetadata first = open(ONE, port, freePort())) {
      await(first.join());
      ClientConfig client = new ClientConfig();
      client.setClusterName("antipode-us-east-1-" + SECRET.nameFor("metadata of us-east-1"));
      client.getNetworkConfig().addAddress("127.0.0.1:" + port);
      client
          .getConnectionStrategyConfig()
          .getConnectionRetryConfig()
          .setClusterConnectTimeoutMillis(500);
      assertThrows(IllegalStateException.class, () -> HazelcastClient.newHazelcastClient(client));
    }
  }

  @Test
  void anOnlyNodeListensForNobody() throws Exception {
    try (HazelcastMetadata metadata = HazelcastMetadata.open(alone(), folder, NOW)) {
      await(metadata.join());
      assertEquals(Set.of(), Hazelcast.getAllHazelcastInstances());
    }
  }

  @Test
  void whatNoNodeWouldShareIsRefusedAndHarmsNothing() throws Exception {
    int port = freePort();
    try (HazelcastMetadata first = open(ONE, port, freePort())) {
      await(first.join());
      IMap<String, byte[]> shared =
          Hazelcast.getHazelcastInstanceByName("us-east-1/n1").getMap("tables");
      byte[] noTable = new MetadataEntry(9, new byte[] {1, 2, 3}).encode();
      byte[] carts = new MetadataEntry(9, TableDescriptorCodec.encode(table(2, "Carts"))).encode();
      shared.set("../../../../x", noTable);
      shared.set("0000000000000001", noTable);
      shared.set("0000000000000003", carts);
      shared.set("0000000000000004", new byte[] {7});
      await(first.catalog().update(1, before -> table(1, "Orders")));
      await(first.catalog().update(4, before -> table(4, "Bills")));
      assertEquals(Set.of("Orders", "Bills"), first.catalog().view().names());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          Set.of("0000000000000001.meta", "0000000000000004.meta", MetadataKeys.FILE),
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toSet()));
    }
  }

  private HazelcastMetadata open(NodeId node, int port, int otherPort) throws IOException {
    return open(node, port, otherPort, SECRET);
  }

  private HazelcastMetadata open(NodeId node, int port, int otherPort, ClusterSecret secret)
      throws IOException {
    return HazelcastMetadata.open(
        new HazelcastMetadata.Options(
            VIRGINIA, node, "127.0.0.1", port, List.of("127.0.0.1:" + otherPort), secret),
        folder.resolve(node.name()),
        NOW);
  }

  private static CompletableFuture<Void> arrival(Catalog catalog, long tableId) {
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    catalog.listen(
        view -> {
          if (view.byId(tableId) != null) {
            arrived.complete(null);
          }
        });
    return arrived;
  }

  private static HazelcastMetadata.Options alone() {
    return HazelcastMetadata.Options.alone(VIRGINIA, ONE);
  }

  private static <T extends @Nullable Object> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static TableDescriptor table(long id, String name) {
    return new TableDescriptor(
        id,
        name,
        TableStatus.ACTIVE,
        new TableDescriptor.SharedSettings(
            1,
            2,
            List.of(new AttributeDefinition("pk", ScalarType.S)),
            KeySchema.of("pk"),
            List.of(),
            BillingMode.PAY_PER_REQUEST,
            Throughput.NONE,
            null),
        LocalSettings.DEFAULT,
        Map.of());
  }

  private static TableDescriptor deleting(@Nullable TableDescriptor table) {
    return requireNonNull(table).withStatus(TableStatus.DELETING);
  }
}
