package io.antipode.cluster.settings;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that one node is told. The names in the file are those of the components here, with {@code
 * data} for the folder and {@code bind} for the host; the environment spells them {@code
 * ANTIPODE_REPLICATION_PORT}.
 *
 * @param dataFolder holds everything of this node; used by one process at a time
 * @param archive the folder where backups are kept, of this node alone; null for {@code archive}
 *     below the data
 * @param buckets where exports go and imports come from; null for {@code buckets} below the data
 * @param bindHost a literal address; nothing listens anywhere else
 * @param port where clients are served
 * @param replicationPort where peer regions connect
 * @param metadataPort where the region's other nodes connect (Hazelcast); a region of one node
 *     listens for none
 * @param members {@code host:port} of the metadata ports of the region's other nodes
 * @param clusterSecret the same on all nodes; null only for a region of one node
 * @param peers the replication addresses of the other regions
 * @param shardCount fixed when the cluster is created, equal in all its regions
 * @param maxClockDriftMs a peer's write further ahead than this is quarantined
 * @param hosts names with dots under which the pages of {@code /_antipode/} are asked for
 * @param faults whether links and clocks may be disturbed on purpose
 * @param throttling whether the capacity of tables limits what requests consume; on unless said
 */
public record NodeSettings(
    Region region,
    NodeId node,
    Path dataFolder,
    @Nullable Path archive,
    @Nullable Buckets buckets,
    String bindHost,
    int port,
    int replicationPort,
    int metadataPort,
    List<HostPort> members,
    @Nullable ClusterSecret clusterSecret,
    Map<Region, HostPort> peers,
    int shardCount,
    DurabilityMode durability,
    long maxClockDriftMs,
    List<String> hosts,
    boolean faults,
    boolean throttling) {

  public static final int DEFAULT_PORT = 8000;
  public static final int DEFAULT_REPLICATION_PORT = 8400;
  public static final int DEFAULT_METADATA_PORT = 8500;
  public static final int DEFAULT_SHARD_COUNT = 16;
  public static final long DEFAULT_MAX_CLOCK_DRIFT_MS = 500;
  public static final String LOOPBACK = "127.0.0.1";

  private static final String ENVIRONMENT_PREFIX = "ANTIPODE_";
  private static final List<String> KEYS =
      List.of(
          "region",
          "node",
          "data",
          "archive",
          "buckets",
          "bind",
          "port",
          "replicationPort",
          "metadataPort",
          "members",
          "clusterSecret",
          "peers",
          "shardCount",
          "durability",
          "maxClockDriftMs",
          "hosts",
          "faults",
          "throttling");

  public NodeSettings {
    members = List.copyOf(members);
    peers = Map.copyOf(peers);
    hosts = List.copyOf(hosts);
  }

  /**
   * Reads settings from words, such as {@link SettingsFile#read} gives.
   *
   * @throws InvalidSettingsException with everything that is wrong
   */
  public static NodeSettings of(Map<String, String> values) throws InvalidSettingsException {
    SettingsReader in = new SettingsReader(values);
    Region region = in.required("region", new Region("us-east-1"), Region::new);
    List<HostPort> members =
        in.words("members").stream().map(word -> address(in, "members", word)).toList();
    NodeSettings settings =
        new NodeSettings(
            region,
            in.parsed("node", new NodeId("node-1"), NodeId::new),
            in.required("data", Path.of("."), Path::of),
            in.<@Nullable Path>parsed("archive", null, NodeSettings::archiveFolder),
            in.<@Nullable Buckets>parsed("buckets", null, Buckets::parse),
            in.parsed("bind", LOOPBACK, word -> word),
            in.port("port", DEFAULT_PORT),
            in.port("replicationPort", DEFAULT_REPLICATION_PORT),
            in.port("metadataPort", DEFAULT_METADATA_PORT),
            members,
            in.secret("clusterSecret"),
            peers(in, region),
            (int) in.number("shardCount", DEFAULT_SHARD_COUNT, 1, ShardId.MAX_COUNT),
            in.choice("durability", DurabilityMode.FSYNC, DurabilityMode.class),
            in.number("maxClockDriftMs", DEFAULT_MAX_CLOCK_DRIFT_MS, 1, 60_000),
            in.words("hosts").stream().map(host -> host.toLowerCase(Locale.ROOT)).toList(),
            in.flag("faults", false),
            in.flag("throttling", true));
    if (settings.port == settings.replicationPort) {
      in.problem("'port' and 'replicationPort' are both " + settings.port);
    }
    if (!members.isEmpty() && settings.clusterSecret == null) {
      in.problem("'members' are there, so 'clusterSecret' must be, the same on all of them");
    }
    in.finish();
    return settings;
  }

  /** The settings that an environment holds ({@code ANTIPODE_REGION=eu-west-1}), by their names. */
  public static Map<String, String> fromEnvironment(Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    for (String key : KEYS) {
      String value = environment.get(environmentName(key));
      if (value != null) {
        values.put(key, value);
      }
    }
    return values;
  }

  private static String environmentName(String key) {
    return ENVIRONMENT_PREFIX + key.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  private static Map<Region, HostPort> peers(SettingsReader in, Region self) {
    Map<Region, HostPort> peers = new TreeMap<>();
    for (String word : in.words("peers")) {
      int equals = word.indexOf('=');
      try {
        if (equals < 0) {
          throw new IllegalArgumentException("not REGION=HOST:PORT: '" + word + "'");
        }
        Region peer = new Region(word.substring(0, equals));
        if (peer.equals(self)) {
          throw new IllegalArgumentException(peer + " is this node's own region");
        }
        peers.put(peer, HostPort.parse(word.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        in.problem("'peers': " + e.getMessage());
      }
    }
    return peers;
  }

  private static Path archiveFolder(String word) {
    if (word.matches("[a-z][a-z0-9+.-]+://.*")) {
      throw new IllegalArgumentException(
          "the archive is a folder; object stores can't hold it yet: '" + word + "'");
    }
    return Path.of(word);
  }

  private static HostPort address(SettingsReader in, String key, String word) {
    try {
      return HostPort.parse(word);
    } catch (IllegalArgumentException e) {
      in.problem("'" + key + "': " + e.getMessage());
      return new HostPort(LOOPBACK, DEFAULT_METADATA_PORT);
    }
  }
}
