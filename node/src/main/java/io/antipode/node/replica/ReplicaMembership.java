package io.antipode.node.replica;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ReplicatedTable;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.replication.clock.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which regions hold a table. Every region keeps the whole answer in its catalog and tells the
 * others of each change; what they hear they merge ({@link ReplicatedTable}), so it does not matter
 * where a change is made, nor how often, late or in which order it is heard. What a lost message
 * said is said again when the regions next connect, and by whoever hears old news.
 *
 * <p>Any thread.
 */
public final class ReplicaMembership {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaMembership.class);

  private final Region self;
  private final List<Region> regions;
  private final Catalog catalog;
  private final ControlChannel channel;
  private final ReplicaInquiry inquiry;
  private final MetadataVersions versions;
  private final ReplicaRules rules;

  /**
   * @param regions all that there are, this one included
   * @param inquiry asks a region before it gets a replica
   */
  public ReplicaMembership(
      Region self,
      Collection<Region> regions,
      Catalog catalog,
      ControlChannel channel,
      ReplicaInquiry inquiry,
      TimeSource time) {
    this.self = self;
    this.regions = regions.stream().sorted().toList();
    this.catalog = catalog;
    this.channel = channel;
    this.inquiry = inquiry;
    versions = new MetadataVersions(time);
    rules = new ReplicaRules(self, time);
  }

  public Region self() {
    return self;
  }

  /** All regions that there are, this one included, in order of name. */
  public List<Region> regions() {
    return regions;
  }

  /**
   * Adds replicas, or takes them away.
   *
   * @return completes with the table afterwards, or exceptionally with an {@link ApiException}
   */
  public CompletionStage<TableDescriptor> change(long tableId, List<ReplicaChange> changes) {
    TableDescriptor wanted;
    try {
      wanted = changed(alive(catalog.view().byId(tableId)), changes);
    } catch (ApiException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return refusal(wanted, changes)
        .thenCompose(
            why -> {
              if (why != null) {
                throw ApiException.validation(why);
              }
              return catalog
                  .update(tableId, here -> changed(alive(here), changes))
                  .whenComplete((after, failure) -> publish(after, failure));
            });
  }

  /** A request creates one replica at most. */
  private CompletionStage<@Nullable String> refusal(
      TableDescriptor wanted, List<ReplicaChange> changes) {
    for (ReplicaChange change : changes) {
      if (change instanceof ReplicaChange.Create create) {
        return inquiry.refusal(create.region(), wanted);
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Changes a table in this region and tells the other regions what concerns them.
   *
   * @param change from the present descriptor; must be pure; gives its argument, or another version
   *     of shared settings where it changes them ({@link #nextVersion})
   */
  public CompletionStage<TableDescriptor> update(
      long tableId, UnaryOperator<TableDescriptor> change) {
    return catalog
        .update(tableId, here -> change.apply(alive(here)))
        .whenComplete((after, failure) -> publish(after, failure));
  }

  /**
   * Deletes this region's table, and only this region's: at once, or, where other replicas stay,
   * when these have all that was accepted here.
   */
  public CompletionStage<TableDescriptor> deleteHere(long tableId) {
    return deleteHere(tableId, here -> {});
  }

  /**
   * The same, unless the table may not be deleted.
   *
   * @param check throws for a table, as it stands then, that must stay
   */
  public CompletionStage<TableDescriptor> deleteHere(
      long tableId, Consumer<TableDescriptor> check) {
    return update(
        tableId,
        here -> {
          check.accept(here);
          return rules.removedHere(here);
        });
  }

  /** A table of this region that is protected from deletion, or no longer. */
  public TableDescriptor withProtection(TableDescriptor table, boolean protect) {
    return rules.withProtection(table, protect);
  }

  /** The version of a change to what the regions share. */
  public long nextVersion(TableDescriptor table) {
    return versions.next(table);
  }

  /** Takes a message of a peer. */
  public void onControl(Region from, byte[] message) {
    ReplicatedTable state;
    try {
      state = ReplicatedTable.decode(message);
    } catch (IllegalArgumentException e) {
      LOG.warn("dropped a message from {}: {}", from, e.getMessage());
      return;
    }
    if (!state.replicas().containsKey(self)) {
      LOG.warn("{} sent table {}, which has no replica here", from, state.name());
      return;
    }
    receive(from, state);
  }

  /** Tells a peer that has just connected of every table that it has a part in. */
  public void onPeerUp(Region peer) {
    for (TableDescriptor table : catalog.view().all()) {
      if (table.replicas().containsKey(peer)) {
        channel.send(peer, withOwnProtection(table).encode());
      }
    }
  }

  /** Descriptors of older formats do not tell other regions of this one's protection. */
  private ReplicatedTable withOwnProtection(TableDescriptor table) {
    ReplicatedTable state = ReplicatedTable.of(table);
    ReplicaDescriptor own = state.replicas().get(self);
    return own == null || !table.local().deletionProtection()
        ? state
        : state.with(own.withDeletionProtection(true));
  }

  /** All data of this region's new replica has come. */
  public void onSeeded(long tableId) {
    logFailure(
        catalog
            .update(tableId, here -> rules.seeded(alive(here)))
            .whenComplete((after, failure) -> publish(after, failure)),
        tableId);
  }

  /**
   * A table that leaves has nothing to wait for any more: one that is DELETING here, or one that is
   * to stay by itself.
   */
  public void onDrained(long tableId) {
    AtomicReference<@Nullable TableDescriptor> before = new AtomicReference<>();
    logFailure(
        catalog
            .update(
                tableId,
                here -> {
                  before.set(here);
                  return rules.drained(alive(here));
                })
            .whenComplete((after, failure) -> publishDrained(before.get(), after, failure)),
        tableId);
  }

  /** A table that is apart now knows its former fellows no more, and they are to hear of it. */
  private void publishDrained(
      @Nullable TableDescriptor before,
      @Nullable TableDescriptor after,
      @Nullable Throwable failure) {
    if (before == null || after == null || !after.isApart(self)) {
      publish(after, failure);
    } else {
      ReplicaDescriptor own = after.replicas().get(self);
      if (own != null) {
        tell(ReplicatedTable.of(before).with(own), null);
      }
    }
  }

  private void receive(Region from, ReplicatedTable state) {
    TableDescriptor known = catalog.view().byId(state.id());
    if (known != null && known.isApart(self)) {
      ReplicatedTable answer = rules.answerApart(known, state);
      if (answer != null) {
        tell(answer, null);
      }
      return;
    }
    if (known == null && rules.received(catalog.view(), null, state) == null) {
      ReplicatedTable answer = rules.answer(catalog.view(), state);
      if (answer != null) {
        LOG.warn("table {} has no replica here: {}", state.name(), answer.replicas().get(self));
        tell(answer, null);
      }
      return;
    }
    AtomicReference<@Nullable TableDescriptor> before = new AtomicReference<>();
    logFailure(
        catalog
            .update(
                state.id(),
                here -> {
                  before.set(here);
                  TableDescriptor after = rules.received(catalog.view(), here, state);
                  return after == null ? here : after;
                })
            .whenComplete(
                (after, failure) -> {
                  if (failure == null && after != null) {
                    spread(from, state, before.get(), after);
                  }
                }),
        state.id());
  }

  /** Passes on what was news here, and answers whoever has not heard what is known here. */
  private void spread(
      Region from, ReplicatedTable heard, @Nullable TableDescriptor before, TableDescriptor after) {
    ReplicatedTable now = ReplicatedTable.of(after);
    if (before == null || !ReplicatedTable.of(before).equals(now)) {
      tell(now, from);
    }
    if (!now.equals(heard)) {
      channel.send(from, now.encode());
    }
  }

  private void publish(@Nullable TableDescriptor after, @Nullable Throwable failure) {
    if (failure == null && after != null) {
      tell(ReplicatedTable.of(after), null);
    }
  }

  /** Removed replicas are told too: that is how they learn of it. */
  private void tell(ReplicatedTable state, @Nullable Region except) {
    for (Region region : state.replicas().keySet()) {
      if (!region.equals(self) && !region.equals(except)) {
        channel.send(region, state.encode());
      }
    }
  }

  private TableDescriptor changed(TableDescriptor here, List<ReplicaChange> changes) {
    TableDescriptor table = here;
    for (ReplicaChange change : changes) {
      check(table, change);
      table =
          switch (change) {
            case ReplicaChange.Create create ->
                rules.withReplica(catalog.view(), table, create.region());
            case ReplicaChange.Delete delete -> rules.withoutReplica(table, delete.region());
            case ReplicaChange.Disassociate _ -> rules.parting(table);
          };
    }
    return table;
  }

  private void check(TableDescriptor table, ReplicaChange change) {
    if (change instanceof ReplicaChange.Disassociate disassociate) {
      Disassociation.check(self, table, disassociate);
      return;
    }
    String name = change.regionName();
    if (name.equals(self.name())) {
      throw ApiException.validation(
          "Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable,"
              + " DeleteTable, or UpdateTable as required.");
    }
    if (regions.stream().noneMatch(region -> region.name().equals(name))) {
      throw ApiException.validation(
          "Region "
              + name
              + " is not supported. The latest version of global tables are only supported in the"
              + " following regions: "
              + regions);
    }
    ReplicaDescriptor replica = table.replicas().get(change.region());
    boolean member = replica != null && replica.present();
    if (change instanceof ReplicaChange.Create) {
      if (member) {
        throw ApiException.validation(alreadyTables(table.name()));
      }
      if (table.replicasChangeBeyond(self) || table.isPartingIn(self)) {
        throw beingUpdated(table);
      }
    } else if (!member) {
      throw ApiException.validation(
          "Replica specified in the Replica Update or Replica Delete action of the request was not"
              + " found.");
    } else if (table.isProtectedIn(change.region())) {
      throw ApiException.validation(protectedText(table, change.region()));
    } else if (table.isPartingIn(change.region())) {
      throw beingUpdated(table);
    }
  }

  static ApiException beingUpdated(TableDescriptor table) {
    return new ApiException(
        new ApiError(
            ErrorType.RESOURCE_IN_USE,
            "Attempt to change a resource which is still in use: Table is being updated: "
                + table.name()));
  }

  /** What is said where a replica is to be created beside what is there; AWS's text. */
  static String alreadyTables(String name) {
    return "Failed to create a the new replica of table with name: ‘"
        + name
        + "’ because one or more replicas already existed as tables.";
  }

  /** What is said of the removal of a replica that its region protects. */
  public static String protectedText(TableDescriptor table, Region region) {
    return "Cannot delete table "
        + table.name()
        + " in region "
        + region
        + " because it has deletion protection enabled. Disable deletion protection first.";
  }

  private static TableDescriptor alive(@Nullable TableDescriptor here) {
    if (here == null || here.status() == TableStatus.DELETED) {
      throw new ApiException(
          new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found"));
    }
    return here;
  }

  private static void logFailure(CompletionStage<TableDescriptor> change, long tableId) {
    change.whenComplete(
        (after, failure) -> {
          if (failure != null && !(failure.getCause() instanceof ApiException)) {
            LOG.error("a change of table {} failed", tableId, failure);
          }
        });
  }
}
