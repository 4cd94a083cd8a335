package io.antipode.node.wire;

import io.antipode.cluster.topology.Region;
import io.antipode.node.json.JsonOut;
import io.antipode.node.metrics.RegionMetrics;
import io.antipode.node.runtime.EventLoops;
import io.antipode.node.runtime.SystemEntropy;
import io.antipode.node.runtime.SystemTime;
import io.antipode.node.wire.FaultSwitch.Fault;
import io.antipode.node.wire.RawClient.Answer;
import io.antipode.node.wire.http.HttpLimits;
import io.antipode.node.wire.http.HttpServer;
import io.antipode.replication.memory.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** Two regions that answer by {@link EchoOperations}, on ports of their own. */
final class TestPorts implements AutoCloseable {
  static final Region VIRGINIA = new Region("us-east-1");
  static final Region IRELAND = new Region("eu-west-1");

  /** Small where a test waits for a limit or fills it; 16 MB of one body are taken. */
  static final HttpLimits LIMITS = new HttpLimits(16 * 1_024 * 1_024, 64, 3, 1);

  final FaultRecorder faults = new FaultRecorder();

  /** Of a heap that has 40 MB for requests, and as much for answers. */
  final MemoryBudget memory = MemoryBudget.of(240L << 20, 1 << 20, 1);

  /** Why the regions refuse writes. */
  volatile String writesRefused = "";

  /** The port of the first region alone. */
  final int port;

  /** Stands before both. */
  final int door;

  /** Serves only what is signed for one of them. */
  final int strictDoor;

  private final EventLoops loops = new EventLoops(2);

  TestPorts() {
    SystemTime time = new SystemTime();
    HttpServer server = new HttpServer(loops, LIMITS, memory, time, new SystemEntropy());
    RegionApi virginia = api(VIRGINIA);
    List<RegionApi> regions = List.of(virginia, api(IRELAND));
    PageGuard guard = new PageGuard(Set.of("db.example.com"));
    port = listen(server, new RegionRouter(new Routing.OneRegion(virginia), guard, time));
    door = listen(server, new RegionRouter(Routing.FrontDoor.of(regions, false), guard, time));
    strictDoor = listen(server, new RegionRouter(Routing.FrontDoor.of(regions, true), guard, time));
  }

  private static int listen(HttpServer server, RegionRouter router) {
    return server
        .listen("127.0.0.1", 0, router)
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join()
        .port();
  }

  private RegionApi api(Region region) {
    return new RegionApi(
        region,
        EchoOperations.services(region.name(), loops.next()::execute),
        new RegionMetrics(region.name()),
        new FixedAdmin());
  }

  @Override
  public void close() {
    loops.close();
  }

  Answer askFaults(String method, String body) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(
          method + " /_antipode/faults HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n");
      return client.send(body).answer();
    }
  }

  Answer get(String path) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.send("GET " + path + " HTTP/1.1\r\n\r\n").answer();
    }
  }

  static String signature(String region) {
    return "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20261123/"
        + region
        + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n";
  }

  static String crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return Long.toString(crc.getValue());
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Keeps the faults that it is told of. */
  static final class FaultRecorder implements FaultSwitch {
    final List<Fault> faults = new CopyOnWriteArrayList<>();

    @Override
    public List<Fault> active() {
      return List.copyOf(faults);
    }

    @Override
    public void apply(Fault fault) {
      faults.add(fault);
    }

    @Override
    public void clear() {
      faults.clear();
    }
  }

  private final class FixedAdmin implements AdminSource {
    @Override
    public CompletionStage<Readiness> ready() {
      return CompletableFuture.completedFuture(new Readiness(true, writesRefused));
    }

    @Override
    public CompletionStage<JsonOut> status() {
      return CompletableFuture.completedFuture(page("status"));
    }

    @Override
    public CompletionStage<Optional<JsonOut>> insights(String table) {
      return digest(table);
    }

    @Override
    public CompletionStage<Optional<JsonOut>> digest(String table) {
      return switch (table) {
        case "Known" -> CompletableFuture.completedFuture(Optional.of(page("digest")));
        case "Damaged" -> CompletableFuture.failedFuture(new IllegalStateException("damaged"));
        default -> CompletableFuture.completedFuture(Optional.empty());
      };
    }

    @Override
    public CompletionStage<JsonOut> conflicts() {
      // As from a shard: later and from another thread.
      return CompletableFuture.supplyAsync(() -> page("conflicts"), loops.next()::execute);
    }

    @Override
    public Optional<FaultSwitch> faults() {
      return Optional.of(faults);
    }

    private static JsonOut page(String name) {
      return new JsonOut().beginObject().name("page").value(name).endObject();
    }
  }
}
