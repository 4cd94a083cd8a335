package io.antipode.node.replica;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ReplicatedTable;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.LocalSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.node.stream.StreamLabels;
import io.antipode.replication.clock.TimeSource;
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
 *  GONE       | alive               | deleted; or, if protected, own entry becomes ACTIVE again
 *  otherwise  |                     | settings and entries are merged
 * </pre>
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
    ReplicatedTable merged = ReplicatedTable.of(here).merge(state);
    return here.status() == TableStatus.DELETED
        ? deletedBefore(view, here, merged)
        : alive(here, merged);
  }

  private @Nullable TableDescriptor unknown(CatalogView view, ReplicatedTable state) {
    return switch (own(state).status()) {
      case CREATING -> created(view, LocalSettings.DEFAULT, state);
      case ACTIVE, UPDATING, DELETING ->
          created(
              view,
              LocalSettings.DEFAULT,
              state.with(entry(ReplicaDescriptor.Status.CREATING, state)));
      case CREATION_FAILED, GONE -> null;
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
      case CREATING, UPDATING, DELETING, CREATION_FAILED -> merged(here, merged);
      case ACTIVE ->
          here.status() == TableStatus.CREATING
              ? merged(here, merged.with(entry(ReplicaDescriptor.Status.CREATING, merged)))
              : merged(here, merged);
      case GONE ->
          here.local().deletionProtection()
              ? merged(here, merged.with(entry(ReplicaDescriptor.Status.ACTIVE, merged)))
              : deleted(here, merged);
    };
  }

  /** What to answer where {@link #received} gave null because the name is taken; else null. */
  @Nullable ReplicatedTable refused(CatalogView view, ReplicatedTable state) {
    ReplicaDescriptor own = own(state);
    return own.status() == ReplicaDescriptor.Status.CREATING && nameTaken(view, state)
        ? state.with(reply(ReplicaDescriptor.Status.CREATION_FAILED, own))
        : null;
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

  /** The table without this region's replica: its own deletion, or another region's wish. */
  TableDescriptor removedHere(TableDescriptor here) {
    ReplicatedTable state = ReplicatedTable.of(here);
    return deleted(
        here,
        state.replicas().isEmpty()
            ? state
            : state.with(entry(ReplicaDescriptor.Status.GONE, state)));
  }

  /** The table with a new replica elsewhere, its stream on. */
  TableDescriptor withReplica(CatalogView view, TableDescriptor here, Region region) {
    TableDescriptor streaming = withStream(view, here);
    ReplicatedTable state = ReplicatedTable.of(streaming);
    long version = versions.next(state);
    if (!streaming.replicatesTo(self)) {
      state = state.with(new ReplicaDescriptor(self, ReplicaDescriptor.Status.ACTIVE, version));
    }
    state = state.with(new ReplicaDescriptor(region, ReplicaDescriptor.Status.CREATING, version));
    return streaming.withReplicas(state.replicas());
  }

  /** The table without the replica of another region. */
  TableDescriptor withoutReplica(TableDescriptor here, Region region) {
    ReplicatedTable state = ReplicatedTable.of(here);
    return here.withReplicas(
        state
            .with(
                new ReplicaDescriptor(region, ReplicaDescriptor.Status.GONE, versions.next(state)))
            .replicas());
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
    return LocalSettings.DEFAULT.withStreams(before.streams());
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
        .withLocal(here.local().withoutStream(time.epochMs()).withDeletionProtection(false));
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
    return new ReplicaDescriptor(self, status, own.version() + 1);
  }
}
