package io.antipode.cluster.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to this region's replica.
 *
 * @param streams newest last; at most one is enabled
 * @param tableClass STANDARD or STANDARD_INFREQUENT_ACCESS
 * @param timeToLiveDone {@link TimeToLive#id} of the last change that all shards here have carried
 *     out; 0 for none
 * @param policies at most one for each resource
 * @param disassociationProtection whether the replica may not leave the global table with its
 *     items; nothing where the table is no replica
 * @param destinations of its changes, oldest first; at most one of each ARN that is not over
 * @param insights at most one for the table and for each of its indexes
 */
public record LocalSettings(
    boolean deletionProtection,
    Map<String, String> tags,
    String tableClass,
    List<StreamDescriptor> streams,
    long timeToLiveDone,
    List<ResourcePolicy> policies,
    boolean disassociationProtection,
    List<KinesisDestination> destinations,
    List<ContributorInsights> insights) {
  public static final LocalSettings DEFAULT =
      new LocalSettings(false, Map.of(), "STANDARD", List.of(), 0, List.of());

  /**
   * One that is protected from disassociation, as every replica is at first, and that nobody
   * listens to.
   */
  public LocalSettings(
      boolean deletionProtection,
      Map<String, String> tags,
      String tableClass,
      List<StreamDescriptor> streams,
      long timeToLiveDone,
      List<ResourcePolicy> policies) {
    this(
        deletionProtection,
        tags,
        tableClass,
        streams,
        timeToLiveDone,
        policies,
        true,
        List.of(),
        List.of());
  }

  public LocalSettings {
    tags = Map.copyOf(tags);
    streams = List.copyOf(streams);
    policies = List.copyOf(policies);
    destinations = List.copyOf(destinations);
    insights = List.copyOf(insights);
  }

  public LocalSettings withDeletionProtection(boolean protect) {
    return new LocalSettings(
        protect,
        tags,
        tableClass,
        streams,
        timeToLiveDone,
        policies,
        disassociationProtection,
        destinations,
        insights);
  }

  public LocalSettings withTags(Map<String, String> newTags) {
    return new LocalSettings(
        deletionProtection,
        newTags,
        tableClass,
        streams,
        timeToLiveDone,
        policies,
        disassociationProtection,
        destinations,
        insights);
  }

  public LocalSettings withTableClass(String newTableClass) {
    return new LocalSettings(
        deletionProtection,
        tags,
        newTableClass,
        streams,
        timeToLiveDone,
        policies,
        disassociationProtection,
        destinations,
        insights);
  }

  public LocalSettings withStreams(List<StreamDescriptor> newStreams) {
    return new LocalSettings(
        deletionProtection,
        tags,
        tableClass,
        newStreams,
        timeToLiveDone,
        policies,
        disassociationProtection,
        destinations,
        insights);
  }

  public LocalSettings withTimeToLiveDone(long id) {
    return new LocalSettings(
        deletionProtection,
        tags,
        tableClass,
        streams,
        id,
        policies,
        disassociationProtection,
        destinations,
        insights);
  }

  /** The policy of a resource, or null. */
  public @Nullable ResourcePolicy policy(String resource) {
    for (ResourcePolicy policy : policies) {
      if (policy.resource().equals(resource)) {
        return policy;
      }
    }
    return null;
  }

  /** With another policy of a resource, or with none. */
  public LocalSettings withPolicy(String resource, @Nullable ResourcePolicy policy) {
    List<ResourcePolicy> changed =
        Stream.concat(
                policies.stream().filter(each -> !each.resource().equals(resource)),
                Stream.ofNullable(policy))
            .toList();
    return new LocalSettings(
        deletionProtection,
        tags,
        tableClass,
        streams,
        timeToLiveDone,
        changed,
        disassociationProtection,
        destinations,
        insights);
  }

  public LocalSettings withDisassociationProtection(boolean protect) {
    return new LocalSettings(
        deletionProtection,
        tags,
        tableClass,
        streams,
        timeToLiveDone,
        policies,
        protect,
        destinations,
        insights);
  }

  /** With another stream, switched on after all others. */
  public LocalSettings withStream(StreamDescriptor stream) {
    return withStreams(Stream.concat(streams.stream(), Stream.of(stream)).toList());
  }

  /** With every stream switched off, at that moment if it was on. */
  public LocalSettings withoutStream(long nowMs) {
    return withStreams(
        streams.stream()
            .map(
                stream ->
                    stream.enabled()
                        ? new StreamDescriptor(
                            stream.createdAtMs(),
                            stream.viewType(),
                            Math.max(nowMs, stream.createdAtMs()))
                        : stream)
            .toList());
  }

  /** With these destinations and no others. */
  public LocalSettings withDestinations(List<KinesisDestination> newDestinations) {
    return new LocalSettings(
        deletionProtection,
        tags,
        tableClass,
        streams,
        timeToLiveDone,
        policies,
        disassociationProtection,
        newDestinations,
        insights);
  }

  /** With every destination switched off, at that moment if it was on. */
  public LocalSettings withoutDestination(long nowMs) {
    return withDestinations(
        destinations.stream().map(each -> each.enabled() ? each.disabledAt(nowMs) : each).toList());
  }

  /**
   * With another destination in place of that which began at the same moment, or beside the others.
   */
  public LocalSettings withDestination(KinesisDestination changed) {
    return withDestinations(
        Stream.concat(
                destinations.stream().filter(each -> each.enabledAtMs() != changed.enabledAtMs()),
                Stream.of(changed))
            .sorted(Comparator.comparing(KinesisDestination::enabledAtMs))
            .toList());
  }

  /** The destination that takes the changes now, or null. */
  public @Nullable KinesisDestination destination() {
    for (KinesisDestination each : destinations) {
      if (each.enabled()) {
        return each;
      }
    }
    return null;
  }

  /** Contributor Insights of an index, or of the table; null where they were never on. */
  public @Nullable ContributorInsights insights(String index) {
    for (ContributorInsights each : insights) {
      if (each.index().equals(index)) {
        return each;
      }
    }
    return null;
  }

  /** With other Contributor Insights of what they are of. */
  public LocalSettings withInsights(ContributorInsights changed) {
    return new LocalSettings(
        deletionProtection,
        tags,
        tableClass,
        streams,
        timeToLiveDone,
        policies,
        disassociationProtection,
        destinations,
        Stream.concat(
                insights.stream().filter(each -> !each.index().equals(changed.index())),
                Stream.of(changed))
            .sorted(Comparator.comparing(ContributorInsights::index))
            .toList());
  }
}
