package io.antipode.node.replica;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.loop.EventLoop;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks over the control channel, beside the tables' states. Big-endian:
 *
 * <pre>
 *  0        1                9                17
 *  +--------+----------------+----------------+--------------------
 *  | 'Q'    | inquiry        | table id       | table name (UTF-8)
 *  +--------+----------------+----------------+--------------------
 *  | 'A'    | inquiry        | 0 or 1: another table has that name
 *  +--------+----------------+----------------+
 * </pre>
 *
 * <p>A table's state is JSON, so it begins with neither.
 */
public final class ControlInquiry implements ReplicaInquiry {
  /** A region that is reached answers within milliseconds. */
  static final long PATIENCE_MS = 5_000;

  private static final long LOOK_MS = 100;

  private static final byte QUESTION = 'Q';
  private static final byte ANSWER = 'A';

  private final Supplier<CatalogView> catalog;
  private final ControlChannel channel;
  private final Supplier<Set<Region>> connected;
  private final Supplier<Map<Region, String>> troubles;
  private final EventLoop timers;
  private final AtomicLong last = new AtomicLong();

  /** Those that wait for an answer. */
  private final Map<Long, Asked> waiting = new ConcurrentHashMap<>();

  private record Asked(String table, CompletableFuture<@Nullable String> refusal) {}

  /**
   * @param connected peers with which there is a session
   * @param troubles why there is none with others, as far as that is known
   * @param timers on which patience runs out
   */
  public ControlInquiry(
      Supplier<CatalogView> catalog,
      ControlChannel channel,
      Supplier<Set<Region>> connected,
      Supplier<Map<Region, String>> troubles,
      EventLoop timers) {
    this.catalog = catalog;
    this.channel = channel;
    this.connected = connected;
    this.troubles = troubles;
    this.timers = timers;
  }

  /** Waits, as long as its patience lasts, for a session, and then for the answer. */
  @Override
  public CompletionStage<@Nullable String> refusal(Region there, TableDescriptor table) {
    CompletableFuture<@Nullable String> refusal = new CompletableFuture<>();
    long inquiry = last.incrementAndGet();
    waiting.put(inquiry, new Asked(table.name(), refusal));
    timers.execute(() -> ask(there, inquiry, table, PATIENCE_MS));
    return refusal.whenComplete((told, failure) -> waiting.remove(inquiry));
  }

  /** On the loop of the timers. */
  private void ask(Region there, long inquiry, TableDescriptor table, long patienceMs) {
    if (connected.get().contains(there)) {
      channel.send(there, question(inquiry, table));
      timers.schedule(patienceMs, () -> refuse(inquiry, there, "doesn't answer"));
    } else if (patienceMs > 0) {
      timers.schedule(LOOK_MS, () -> ask(there, inquiry, table, patienceMs - LOOK_MS));
    } else {
      String trouble = troubles.get().get(there);
      refuse(inquiry, there, "can't be reached now" + (trouble == null ? "" : ": " + trouble));
    }
  }

  private void refuse(long inquiry, Region there, String why) {
    Asked asked = waiting.get(inquiry);
    if (asked != null) {
      asked.refusal.complete(
          "A replica can't be created in region " + there + ", since that " + why);
    }
  }

  private static byte[] question(long inquiry, TableDescriptor table) {
    byte[] name = table.name().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(17 + name.length)
        .put(QUESTION)
        .putLong(inquiry)
        .putLong(table.id())
        .put(name)
        .array();
  }

  /**
   * Takes a message of a peer.
   *
   * @return whether it is one of these
   */
  public boolean take(Region from, byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message);
    if (message.length == 0 || (message[0] != QUESTION && message[0] != ANSWER)) {
      return false;
    }
    try {
      if (in.get() == QUESTION) {
        answer(from, in);
      } else {
        answered(in);
      }
    } catch (BufferUnderflowException e) {
      return false; // Dropped by whoever looks at it next.
    }
    return true;
  }

  private void answer(Region from, ByteBuffer in) {
    long inquiry = in.getLong();
    long tableId = in.getLong();
    TableDescriptor namesake = catalog.get().byName(StandardCharsets.UTF_8.decode(in).toString());
    byte taken = (byte) (namesake != null && isTaken(namesake, tableId, from) ? 1 : 0);
    channel.send(from, ByteBuffer.allocate(10).put(ANSWER).putLong(inquiry).put(taken).array());
  }

  /** One that was disassociated has the id of those that it was with, and is another table. */
  private static boolean isTaken(TableDescriptor namesake, long tableId, Region asker) {
    return namesake.id() != tableId
        || (namesake.status() == TableStatus.ACTIVE
            && !namesake.replicas().isEmpty()
            && !namesake.replicatesTo(asker));
  }

  private void answered(ByteBuffer in) {
    Asked asked = waiting.get(in.getLong());
    boolean taken = in.get() != 0;
    if (asked != null) {
      asked.refusal.complete(taken ? ReplicaMembership.alreadyTables(asked.table) : null);
    }
  }
}
