package io.antipode.load.micro;

import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.backup.ArchivePorts;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.Leniency;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.region.RecoveryTurns;
import io.antipode.node.region.RegionNode;
import io.antipode.node.region.RegionOptions;
import io.antipode.node.region.RegionPorts;
import io.antipode.node.runtime.FolderObjects;
import io.antipode.node.runtime.SystemTime;
import io.antipode.node.storage.chronicle.ChronicleItemStores;
import io.antipode.node.transfer.TransferPorts;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.log.Durability;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.region.ReplicationListener;
import io.antipode.replication.region.ReplicationOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A region's node on real files, without HTTP, and its peers beside it where there are some. The
 * caller's thread plays its event loop: a call has been answered when it returns. Not for more than
 * one thread.
 */
public final class DirectRegion implements AutoCloseable {
  private static final Region REGION = new Region("us-east-1");
  public static final int SHARDS = 4;

  private final PumpedLoop loop;
  private final LoopNetwork network;
  private final RegionNode node;
  private final List<RegionNode> others = new ArrayList<>();

  /** Opens it in a folder, durability {@code os}. */
  DirectRegion(Path folder) throws IOException {
    this(folder, List.of(REGION));
  }

  /**
   * Opens us-east-1 in a folder.
   *
   * @param regions all that there are; the others are opened beside it
   */
  public DirectRegion(Path folder, List<Region> regions) throws IOException {
    this.loop = new PumpedLoop();
    network = new LoopNetwork(loop);
    node = await(open(folder, REGION, regions, network));
    for (Region region : regions) {
      if (!region.equals(REGION)) {
        others.add(await(open(folder.resolve(region.name()), region, regions, network)));
      }
    }
  }

  private CompletionStage<RegionNode> open(
      Path folder, Region self, List<Region> regions, LoopNetwork network) throws IOException {
    return RegionNode.open(
        new RegionOptions(
            self,
            regions,
            SHARDS,
            Durability.OS,
            500,
            "127.0.0.1:8000",
            ReplicationOptions.DEFAULT,
            Leniency.NONE,
            true),
        new RegionPorts(
            new FileDisk(folder),
            new SystemTime(),
            new SplittableRandom(1)::nextLong,
            Collections.nCopies(SHARDS, loop),
            loop,
            new ArchivePorts(
                new FileDisk(folder.resolve("archive")),
                new FileDisk(folder.resolve("archive-copy")),
                loop),
            new TransferPorts(new FolderObjects(folder.resolve("buckets")), loop),
            network.links(self),
            new LocalCatalog(),
            shard -> new ChronicleItemStores(folder.resolve(shard + "/view")),
            MemoryBudget.unbounded(),
            new RecoveryTurns(1),
            ReplicationListener.NONE,
            (table, read, write) -> {},
            failure -> {
              throw new IllegalStateException("the disk failed", failure);
            }));
  }

  private <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    while (!stage.toCompletableFuture().isDone()) {
      loop.pump();
    }
    return stage.toCompletableFuture().join();
  }

  /** An action of the API, by its name. */
  public Operation operation(String action) {
    return node.operations().stream()
        .filter(each -> each.name().equals(action))
        .findFirst()
        .orElseThrow();
  }

  /** The names of all actions. */
  public List<String> operations() {
    return node.operations().stream().map(Operation::name).toList();
  }

  /** Receives a frame as if a peer had sent it, and does what there is to do about it. */
  public void hear(Region peer, byte[] frame) {
    network.links(peer).send(REGION, frame);
    loop.pump();
  }

  /** Makes a table and waits until it serves. */
  void createTable(String name, String createTable) throws IOException {
    new Answer().await(operation("CreateTable"), createTable.getBytes(StandardCharsets.UTF_8));
    awaitActive(name);
  }

  /** Runs what waits. */
  public void pump() {
    loop.pump();
  }

  /** Waits until a table serves. */
  public void awaitActive(String name) {
    while (!isActive(node.table(name))) {
      loop.pump();
    }
  }

  private static boolean isActive(@Nullable TableDescriptor table) {
    return table != null && table.status() == TableStatus.ACTIVE;
  }

  @Override
  public void close() {
    await(node.close());
    others.forEach(other -> await(other.close()));
  }

  /** One call after another and their answers; keeps its buffer. */
  public final class Answer implements Call {
    private final JsonOut out = new JsonOut();
    private JsonOut answer = out;
    private byte[] request = new byte[0];
    private boolean answered;
    private @Nullable ApiError error;

    /**
     * Carries out a request, and returns its answer, which is valid until the next one.
     *
     * @throws ApiException where that is an error
     */
    public JsonOut await(Operation operation, byte[] body) throws IOException {
      request = body;
      answered = false;
      error = null;
      operation.handle(this);
      while (!answered) {
        loop.pump();
      }
      if (error != null) {
        throw new ApiException(error);
      }
      return answer;
    }

    @Override
    public String accessKeyId() {
      return "micro";
    }

    @Override
    public byte[] bodyBytes() {
      return request;
    }

    @Override
    public int bodyLength() {
      return request.length;
    }

    @Override
    public JsonOut out() {
      return out.reset();
    }

    @Override
    public void succeed(JsonOut body) {
      answer = body;
      answered = true;
    }

    @Override
    public void fail(ApiError failure) {
      error = failure;
      answered = true;
    }
  }
}
