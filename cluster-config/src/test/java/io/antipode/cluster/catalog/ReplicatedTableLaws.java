package io.antipode.cluster.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.topology.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Merging is a join: versions are drawn from few values, so that ties are frequent. */
class ReplicatedTableLaws {
  private static final List<Region> REGIONS =
      List.of(new Region("us-east-1"), new Region("eu-west-1"), new Region("ap-southeast-1"));

  @Property
  void commutative(@ForAll("states") ReplicatedTable a, @ForAll("states") ReplicatedTable b) {
    assertEquals(a.merge(b), b.merge(a));
  }

  @Property
  void associative(
      @ForAll("states") ReplicatedTable a,
      @ForAll("states") ReplicatedTable b,
      @ForAll("states") ReplicatedTable c) {
    assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)));
  }

  @Property
  void idempotent(@ForAll("states") ReplicatedTable a, @ForAll("states") ReplicatedTable b) {
    assertEquals(a, a.merge(a));
    assertEquals(a.merge(b), a.merge(b).merge(b));
  }

  @Property
  void survivesTheWire(@ForAll("states") ReplicatedTable a) {
    assertEquals(a, ReplicatedTable.decode(a.encode()));
  }

  @Property
  void ofOneVersionARemovalStands(
      @ForAll("entries") ReplicaDescriptor a, @ForAll("entries") ReplicaDescriptor b) {
    ReplicaDescriptor removed =
        new ReplicaDescriptor(
            a.region(), ReplicaDescriptor.Status.GONE, Math.max(a.version(), b.version()));
    assertEquals(removed, a.merge(removed));
    assertEquals(removed, removed.merge(a));
  }

  @Provide
  Arbitrary<ReplicaDescriptor> entries() {
    return Combinators.combine(
            Arbitraries.of(REGIONS),
            Arbitraries.of(ReplicaDescriptor.Status.class),
            Arbitraries.longs().between(1, 3),
            Arbitraries.of(true, false))
        .as(ReplicaDescriptor::new);
  }

  @Provide
  Arbitrary<ReplicatedTable> states() {
    Arbitrary<Map<Region, ReplicaDescriptor>> replicas =
        entries()
            .list()
            .ofMaxSize(4)
            .map(
                entries -> {
                  Map<Region, ReplicaDescriptor> byRegion = new HashMap<>();
                  entries.forEach(entry -> byRegion.put(entry.region(), entry));
                  return byRegion;
                });
    return Combinators.combine(
            Arbitraries.longs().between(1, 2), Arbitraries.longs().between(1, 3), replicas)
        .as(
            (version, units, byRegion) ->
                new ReplicatedTable(7, "Orders", settings(version, units), byRegion));
  }

  private static SharedSettings settings(long version, long units) {
    return new SharedSettings(
        version,
        1,
        List.of(new AttributeDefinition("pk", ScalarType.S)),
        KeySchema.of("pk"),
        List.of(),
        BillingMode.PROVISIONED,
        new Throughput(units, units),
        null);
  }
}
