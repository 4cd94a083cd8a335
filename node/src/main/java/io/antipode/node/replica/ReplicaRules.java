package io.antipode.node.replica;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ReplicatedTable;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.node.stream.StreamLabels;
import io.antipode.replication.clock.TimeSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a region makes of a table's replicated state: pure but for the clock.
 *
 * <pre>
 *  own entry  | table here          | outcome
 *  CREATING   | none, or deleted    | created, CREATING until seeded
 *  CREATING   | none, name in use   | not created; own entry becomes CREATION_FAILED
 *  ACTIVE     | none                | lost here: own entry becomes CREATING again
 *  ACTIVE     | CREATING            | seeded in a life that was lost: CREATING again
 *  ACTIVE     | deleted             | stays deleted; own entry becomes GONE again
 *  DELETING   | none                | nothing to drain: own entry becomes GONE
 *  DELETING   | CREATING            | deleted: nothing was accepted; own entry becomes GONE
 *  DELETING   | ACTIVE              | DELETING; or, if protected, own entry becomes ACTIVE again
 *  DELETING   | DELETING, drained   | deleted; own entry becomes GONE
 *  DELETING   | deleted             | stays deleted; own entry becomes GONE again
 *  UPDATING   | ACTIVE, drained     | a table of its own, apart; own entry becomes GONE
 *  CREATING   | DELETING            | wanted again: CREATING until seeded
 *  GONE       | alive               | deleted; or, if protected, own entry becomes ACTIVE again
 *  otherwise  |                     | settings and entries are merged
 * </pre>
 *
 * <p>Another region's removal makes a replica DELETING: it stays until all that it has accepted is
 * in those that stay. A second removal makes it GONE, whatever it holds: for a region that never
 * comes back. Where nothing is there (CREATION_FAILED) the first one does.
 *
 * <p>A table that is apart takes nothing of what its former fellows say of theirs, whatever they
 * say of it: they are answered that its replica is gone, or couldn't be made.
 *
 * <p>A region's own removal makes its replica DELETING too, but GONE where no other stays: so two
 * that leave together do not wait for each other.
 */
public final class ReplicaRules {
  /** What global tables need of a stream. */
  private static final StreamViewType REPLICATED_VIEW = StreamViewType.NEW_AND_OLD_IMAGES;

  private final Region self;
  private final TimeSource time;
  private final MetadataVersions versions;

  ReplicaRules(Region self, TimeSource time) {
    this.self = self;
    this.time = time;
    versions = new MetadataVersions(time);
  }

  /**
   * What becomes of a table here, or null where nothing does: it is unknown and stays so.
   *
   * @param state that another region sent; lists this region
   */
  @Nullable TableDescriptor received(
      CatalogView view, @Nullable TableDescriptor here, ReplicatedTable state) {
    if (here == null) {
      return unknown(view, state);
    }
    if (here.isApart(self)) {
      return null;
    }
    ReplicatedTable merged = ReplicatedTable.of(here).merge(state);
    return here.status() == TableStatus.DELETED
        ? deletedBefore(view, here, merged)
        : alive(here, merged);
  }

  private @Nullable TableDescriptor unknown(CatalogView view, ReplicatedTable state) {
    return switch (own(state).status()) {
      case CREATING -> created(view, LocalSettings.DEFAULT, state);
      case ACTIVE, UPDATING ->
          created(
              view,
              LocalSettings.DEFAULT,
              state.with(entry(ReplicaDescriptor.Status.CREATING, state)));
      case CREATION_FAILED, DELETING, GONE -> null;
    };
  }

  private TableDescriptor deletedBefore(
      CatalogView view, TableDescriptor here, ReplicatedTable merged) {
    return switch (own(merged).status()) {
      case CREATING -> {
        TableDescriptor created = created(view, onlyStreams(here.local()), merged);
        yield created != null
            ? created
            : merged(
                here, merged.with(reply(ReplicaDescriptor.Status.CREATION_FAILED, own(merged))));
      }
      case ACTIVE, UPDATING, DELETING ->
          merged(here, merged.with(entry(ReplicaDescriptor.Status.GONE, merged)));
      case CREATION_FAILED, GONE -> merged(here, merged);
    };
  }

  private TableDescriptor alive(TableDescriptor here, ReplicatedTable merged) {
    return switch (own(merged).status()) {
      case UPDATING, CREATION_FAILED -> merged(here, merged);
      case CREATING ->
          here.status() == TableStatus.DELETING
              ? merged(here, merged).withStatus(TableStatus.CREATING)
              : merged(here, merged);
      case ACTIVE ->
          here.status() == TableStatus.CREATING
              ? merged(here, merged.with(entry(ReplicaDescriptor.Status.CREATING, merged)))
              : merged(here, merged);
      case DELETING ->
          here.local().deletionProtection() ? staying(here, merged) : leaving(here, merged);
      case GONE ->
          here.local().deletionProtection() ? staying(here, merged) : deleted(here, merged);
    };
  }

  /** For a removal that did not know of the protection yet. */
  private TableDescriptor staying(TableDescriptor here, ReplicatedTable merged) {
    ReplicaDescriptor stays =
        entry(ReplicaDescriptor.Status.ACTIVE, merged).withDeletionProtection(true);
    return merged(here, merged.with(stays));
  }

  private TableDescriptor leaving(TableDescriptor here, ReplicatedTable merged) {
    return here.status() == TableStatus.CREATING
        ? deleted(here, merged.with(reply(ReplicaDescriptor.Status.GONE, own(merged))))
        : merged(here, merged).withStatus(TableStatus.DELETING);
  }

  /**
   * What to answer where {@link #received} gave null although the other expects an answer: the name
   * is taken, or nothing is left to drain; else null.
   */
  @Nullable ReplicatedTable answer(CatalogView view, ReplicatedTable state) {
    ReplicaDescriptor own = own(state);
    return switch (own.status()) {
      case CREATING ->
          nameTaken(view, state)
              ? state.with(reply(ReplicaDescriptor.Status.CREATION_FAILED, own))
              : null;
      case DELETING -> state.with(reply(ReplicaDescriptor.Status.GONE, own));
      case CREATION_FAILED, ACTIVE, UPDATING, GONE -> null;
    };
  }

  /** The table once all its data is here. */
  TableDescriptor seeded(TableDescriptor here) {
    ReplicaDescriptor own = here.replicas().get(self);
    if (own == null || own.status() != ReplicaDescriptor.Status.CREATING) {
      return here;
    }
    ReplicatedTable state =
        ReplicatedTable.of(here).with(reply(ReplicaDescriptor.Status.ACTIVE, own));
    return here.withReplicas(state.replicas()).withStatus(TableStatus.ACTIVE);
  }

  /** What to tell who sent the state of a table that is apart here; null where it knows. */
  @Nullable ReplicatedTable answerApart(TableDescriptor here, ReplicatedTable state) {
    ReplicaDescriptor known = own(ReplicatedTable.of(here));
    ReplicaDescriptor told = own(state);
    return switch (told.status()) {
      case GONE, CREATION_FAILED -> null;
      case CREATING ->
          told.version() < known.version()
              ? state.with(known)
              : state.with(reply(ReplicaDescriptor.Status.CREATION_FAILED, told));
      case ACTIVE, UPDATING, DELETING ->
          told.version() < known.version()
              ? state.with(known)
              : state.with(reply(ReplicaDescriptor.Status.GONE, told));
    };
  }

  /** The table on its way to be one of this region alone. */
  TableDescriptor parting(TableDescriptor here) {
    ReplicatedTable state = ReplicatedTable.of(here);
    return here.withReplicas(
        state
            .with(
                new ReplicaDescriptor(
                    self,
                    ReplicaDescriptor.Status.UPDATING,
                    versions.next(state),
                    here.local().deletionProtection()))
            .replicas());
  }

  /**
   * The table once there is nothing to wait for: the replicas that stay have all that was accepted
   * here, and, where it parts from them, it has all that was accepted there.
   */
  TableDescriptor drained(TableDescriptor here) {
    ReplicaDescriptor own = here.replicas().get(self);
    if (own != null && here.isPartingIn(self) && here.status() == TableStatus.ACTIVE) {
      return here.withReplicas(Map.of(self, reply(ReplicaDescriptor.Status.GONE, own)))
          .withLocal(here.local().withDisassociationProtection(true));
    }
    return own != null && here.status() == TableStatus.DELETING
        ? deleted(here, ReplicatedTable.of(here).with(reply(ReplicaDescriptor.Status.GONE, own)))
        : here;
  }

  /** The table without this region's replica, or on its way there. */
  TableDescriptor removedHere(TableDescriptor here) {
    ReplicatedTable state = ReplicatedTable.of(here);
    if (state.replicas().isEmpty() || here.isApart(self)) {
      return deleted(here, state); // What its former fellows know of it is so already.
    }
    if (here.status() == TableStatus.DELETING) {
      return here;
    }
    boolean lastOne =
        state.replicas().values().stream()
            .noneMatch(replica -> replica.stays() && !replica.region().equals(self));
    return lastOne
        ? deleted(here, state.with(entry(ReplicaDescriptor.Status.GONE, state)))
        : leaving(here, state.with(entry(ReplicaDescriptor.Status.DELETING, state)));
  }

  /** The table with a new replica elsewhere, its stream on. */
  TableDescriptor withReplica(CatalogView view, TableDescriptor here, Region region) {
    TableDescriptor streaming = withStream(view, here);
    ReplicatedTable state = ReplicatedTable.of(streaming);
    long version = versions.next(state);
    if (!streaming.replicatesTo(self)) {
      state =
          state.with(
              new ReplicaDescriptor(
                  self,
                  ReplicaDescriptor.Status.ACTIVE,
                  version,
                  here.local().deletionProtection()));
    }
    state = state.with(new ReplicaDescriptor(region, ReplicaDescriptor.Status.CREATING, version));
    return streaming.withReplicas(state.replicas());
  }

  /** The table protected from deletion here, or no longer; the other regions are to know. */
  TableDescriptor withProtection(TableDescriptor here, boolean protect) {
    TableDescriptor table = here.withLocal(here.local().withDeletionProtection(protect));
    ReplicatedTable state = ReplicatedTable.of(table);
    ReplicaDescriptor own = state.replicas().get(self);
    return own == null
        ? table
        : table.withReplicas(
            state
                .with(new ReplicaDescriptor(self, own.status(), versions.next(state), protect))
                .replicas());
  }

  /** The table without the replica of another region, or with one that is leaving. */
  TableDescriptor withoutReplica(TableDescriptor here, Region region) {
    ReplicatedTable state = ReplicatedTable.of(here);
    ReplicaDescriptor replica = state.replicas().get(region);
    ReplicaDescriptor.Status next =
        replica != null && replica.stays()
            ? ReplicaDescriptor.Status.DELETING
            : ReplicaDescriptor.Status.GONE;
    return here.withReplicas(
        state.with(new ReplicaDescriptor(region, next, versions.next(state))).replicas());
  }

  private TableDescriptor withStream(CatalogView view, TableDescriptor here) {
    if (here.stream() != null) {
      return here;
    }
    return here.withShared(
            here.shared().withStreamViewType(REPLICATED_VIEW).withVersion(versions.next(here)))
        .withLocal(
            here.local()
                .withStream(StreamLabels.next(view, here.name(), REPLICATED_VIEW, time.epochMs())));
  }

  private @Nullable TableDescriptor created(
      CatalogView view, LocalSettings local, ReplicatedTable state) {
    if (nameTaken(view, state)) {
      return null;
    }
    StreamViewType viewType = state.shared().streamViewType();
    return new TableDescriptor(
        state.id(),
        state.name(),
        TableStatus.CREATING,
        state.shared(),
        viewType == null
            ? local
            : local.withStream(StreamLabels.next(view, state.name(), viewType, time.epochMs())),
        state.replicas());
  }

  /** Streams of an earlier life of the table here stay readable for their time. */
  private static LocalSettings onlyStreams(LocalSettings before) {
    return LocalSettings.DEFAULT
        .withStreams(before.streams())
        .withDestinations(before.destinations());
  }

  /**
   * The table with all that the state says, deleted or not: a region that kept its own old settings
   * would be told, and tell, for ever.
   */
  private static TableDescriptor merged(TableDescriptor here, ReplicatedTable state) {
    return here.withReplicas(state.replicas())
        .withShared(state.sharedWith(here.shared().indexes(), IndexDescriptor.Status.CREATING));
  }

  private TableDescriptor deleted(TableDescriptor here, ReplicatedTable state) {
    return merged(here, state)
        .withStatus(TableStatus.DELETED)
        .withLocal(
            here.local()
                .withoutStream(time.epochMs())
                .withoutDestination(time.epochMs())
                .withDeletionProtection(false));
  }

  private static boolean nameTaken(CatalogView view, ReplicatedTable state) {
    TableDescriptor other = view.byName(state.name());
    return other != null && other.id() != state.id();
  }

  private ReplicaDescriptor own(ReplicatedTable state) {
    ReplicaDescriptor own = state.replicas().get(self);
    if (own == null) {
      throw new IllegalArgumentException(state.name() + " is no table of " + self);
    }
    return own;
  }

  private ReplicaDescriptor entry(ReplicaDescriptor.Status status, ReplicatedTable state) {
    return new ReplicaDescriptor(self, status, versions.next(state));
  }

  /**
   * A status that answers an entry: just above its version, and so below that of a removal that
   * came meanwhile.
   */
  private ReplicaDescriptor reply(ReplicaDescriptor.Status status, ReplicaDescriptor own) {
    return new ReplicaDescriptor(self, status, own.version() + 1, own.deletionProtection());
  }
}
