package io.antipode.cluster.hazelcast;

import static java.util.Objects.requireNonNull;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.placement.Placement;
import io.antipode.cluster.settings.ClusterSecret;
import io.antipode.cluster.topology.Member;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's part in its region's metadata: its folder, and, where the region has several nodes,
 * its member of the region's Hazelcast cluster. The cluster's name is made of the region's and the
 * secret: regions never mix, and who doesn't know the secret can't join. Hazelcast's clients have
 * no way in at all. A region of one node has nobody to share with, so no member, and no port.
 *
 * <p>{@link #open} reads the folder and is quick; {@link #join} starts the member, which takes
 * seconds, in the background. Any thread.
 */
public final class HazelcastMetadata implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastMetadata.class);
  private static final String PLACEMENT_KEY = "shards";

  private static final String TABLES = "tables";
  private static final String PLACEMENT = "placement";
  private static final String NODES = "nodes";

  /**
   * For so long a deleted table of this region alone is remembered: its streams stay readable for a
   * day.
   */
  private static final long KEEP_DELETED_MS = 7 * 86_400_000L;

  /** What the name of the folder with the copies ends with. */
  private static final String COPY = "-copy";

  /**
   * Where this node's member listens and whom it joins.
   *
   * @param bindHost a literal address; the member listens nowhere else
   * @param members {@code host:port} of the region's other nodes; empty for a region of one node
   * @param secret null only for a region of one node
   */
  public record Options(
      Region region,
      NodeId node,
      String bindHost,
      int port,
      List<String> members,
      @Nullable ClusterSecret secret) {
    public Options {
      members = List.copyOf(members);
      if (secret == null && !members.isEmpty()) {
        throw new IllegalArgumentException("a region of several nodes needs a secret");
      }
    }

    /** Of the only node of its region. */
    public static Options alone(Region region, NodeId node) {
      return new Options(region, node, "", 0, List.of(), null);
    }

    boolean isAlone() {
      return members.isEmpty();
    }

    private String clusterName() {
      String purpose = "metadata of " + region;
      return "antipode-" + region + "-" + requireNonNull(secret).nameFor(purpose);
    }
  }

  private final Options options;
  private final ExecutorService thread;
  private final MetadataMap tables;
  private final MetadataMap placement;
  private final MetadataMap nodes;
  private final Catalog catalog;
  private final CompletableFuture<@Nullable Void> joined = new CompletableFuture<>();

  /** Guarded by this. */
  private @Nullable HazelcastInstance member;

  /** Guarded by this. */
  private boolean closed;

  private HazelcastMetadata(Options options, Path folder, long nowMs, ExecutorService thread)
      throws IOException {
    this.options = options;
    this.thread = thread;
    this.tables = open(folder, TABLES, HazelcastCatalog::check);
    this.placement = open(folder, PLACEMENT, (key, payload) -> Placement.decode(payload));
    this.nodes = open(folder, NODES, (key, payload) -> Member.decode(payload));
    if (options.isAlone()) {
      tables.deleteOld(HazelcastCatalog::isForgettable, nowMs - KEEP_DELETED_MS);
    }
    this.catalog = new HazelcastCatalog(tables);
  }

  private MetadataMap open(Path folder, String name, BiConsumer<String, byte[]> check)
      throws IOException {
    return MetadataMap.open(
        folder.resolve(name), copyOf(folder).resolve(name), thread, options.isAlone(), check);
  }

  /**
   * Loads the metadata that the folder holds; an absent folder is an empty one. Tables that were
   * deleted long ago are forgotten.
   *
   * @param nowMs epoch milliseconds by the clock that dates the folder's files
   * @throws IOException naming the file where one is damaged, and so is its copy in the folder
   *     beside this one
   */
  public static HazelcastMetadata open(Options options, Path folder, long nowMs)
      throws IOException {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("metadata-" + options.region()).factory());
    try {
      return new HazelcastMetadata(options, folder, nowMs, thread);
    } catch (IOException | RuntimeException e) {
      thread.shutdown();
      throw e;
    }
  }

  /**
   * One piece of metadata that can't be read from either of its files.
   *
   * @param folder of its kind: {@code tables}, {@code placement} or {@code nodes}
   * @param key of a table the id in hexadecimal
   * @param what is wrong, with the file's name
   */
  public record Lost(String folder, String key, String what) {
    /** Whether it says that there is a table. */
    public boolean isTable() {
      return folder.equals(TABLES);
    }
  }

  /** What an {@link #open} would refuse. Blocks. */
  public static List<Lost> lost(Path folder) throws IOException {
    List<Lost> lost = new ArrayList<>();
    for (String name : List.of(TABLES, PLACEMENT, NODES)) {
      files(folder, name).lost().forEach((key, what) -> lost.add(new Lost(name, key, what)));
    }
    return lost;
  }

  /** Goes on without what is lost; the remains of its files stay, under another name. Blocks. */
  public static void forget(Path folder, Lost lost) throws IOException {
    files(folder, lost.folder).forget(lost.key);
  }

  private static MetadataFiles files(Path folder, String name) throws IOException {
    return MetadataFiles.open(folder.resolve(name), copyOf(folder).resolve(name));
  }

  private static Path copyOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + COPY);
  }

  /** The region's tables. */
  public Catalog catalog() {
    return catalog;
  }

  /** Who owns which shard, or null before the first placement. */
  public @Nullable Placement placement() {
    byte[] payload = placement.payloads().get(PLACEMENT_KEY);
    return payload == null ? null : Placement.decode(payload);
  }

  /** Publishes a placement, unless one of the same or a later epoch stands; gives what stands. */
  public CompletionStage<Placement> propose(Placement proposed) {
    return placement
        .update(
            PLACEMENT_KEY,
            payload ->
                payload != null && !proposed.supersedes(Placement.decode(payload))
                    ? payload
                    : proposed.encode())
        .thenApply(Placement::decode);
  }

  /** The nodes that this region has ever had, as each last announced itself. */
  public Collection<Member> nodes() {
    return nodes.payloads().values().stream().map(Member::decode).toList();
  }

  /** Announces this node to the others. */
  public CompletionStage<Member> announce(Member self) {
    return nodes.update(self.node().name(), before -> self.encode()).thenApply(Member::decode);
  }

  /**
   * Starts the member, if there is anyone to share with, in the background; once.
   *
   * @return completes when this node shares its metadata with the others
   */
  public CompletionStage<@Nullable Void> join() {
    if (options.isAlone()) {
      joined.complete(null);
      return joined.minimalCompletionStage();
    }
    Thread.ofPlatform().daemon().name("join-" + options.region()).start(this::startMember);
    return joined.minimalCompletionStage();
  }

  private void startMember() {
    // Hazelcast's own static loggers look at the system property, before any configuration.
    System.setProperty("hazelcast.logging.type", "slf4j");
    try {
      HazelcastInstance started = Hazelcast.newHazelcastInstance(config(options));
      synchronized (this) {
        if (closed) {
          started.shutdown();
          return;
        }
        member = started;
        tables.join(started.getMap("tables"));
        placement.join(started.getMap("placement"));
        nodes.join(started.getMap("nodes"));
      }
      joined.complete(null);
      LOG.info("region {} shares its metadata as member {}", options.region(), options.node());
    } catch (RuntimeException e) {
      LOG.error("region {} could not start its Hazelcast member", options.region(), e);
      joined.completeExceptionally(e);
    }
  }

  /**
   * Finishes what has been asked, then leaves the cluster; a member that is starting leaves then.
   */
  @Override
  public synchronized void close() {
    closed = true;
    thread.close();
    if (member != null) {
      member.shutdown();
    }
  }

  private static Config config(Options options) {
    Config config = new Config();
    config.setInstanceName(options.region() + "/" + options.node());
    config.setClusterName(options.clusterName());
    config.getMetricsConfig().setEnabled(false);
    network(config.getAdvancedNetworkConfig(), options);
    config.getSerializationConfig().setJavaSerializationFilterConfig(onlyOurs());
    // Each line would begin with the cluster's name, which holds what the secret makes.
    config.setProperty("hazelcast.logging.details.enabled", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.health.monitoring.level", "OFF");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    // A few hundred small entries: threads and partitions as few as it takes.
    config.setProperty("hazelcast.partition.count", "17");
    config.setProperty("hazelcast.operation.thread.count", "1");
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.setProperty("hazelcast.operation.response.thread.count", "1");
    config.setProperty("hazelcast.io.thread.count", "1");
    config.setProperty("hazelcast.event.thread.count", "1");
    config.setProperty("hazelcast.clientengine.thread.count", "1");
    config.setProperty("hazelcast.clientengine.query.thread.count", "1");
    config.setProperty("hazelcast.clientengine.blocking.thread.count", "1");
    config.addMapConfig(
        new MapConfig("*")
            .setBackupCount(2)
            .setMergePolicyConfig(new MergePolicyConfig(NewestEntryWins.class.getName(), 100)));
    return config;
  }

  /** Members only: there is no endpoint for clients, REST or memcached. */
  private static void network(AdvancedNetworkConfig network, Options options) {
    network.setEnabled(true);
    ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
    endpoint.setPort(options.port()).setPortAutoIncrement(false);
    endpoint.setPublicAddress(options.bindHost());
    endpoint.getInterfaces().setEnabled(true).addInterface(options.bindHost());
    network.setMemberEndpointConfig(endpoint);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(options.members());
  }

  /** Which classes a peer's bytes may become. */
  private static JavaSerializationFilterConfig onlyOurs() {
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.getWhitelist().addPrefixes(NewestEntryWins.class.getPackageName());
    return filter;
  }
}
