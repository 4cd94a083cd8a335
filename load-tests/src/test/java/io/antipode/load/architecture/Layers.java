package io.antipode.load.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The layers of the design: every package of every module, the lowest first. A package may see
 * those of the rows before its own; no other one, not even of its own row. So there is no cycle,
 * {@code replication} never sees {@code node}, and nobody sees the load tests.
 */
final class Layers {
  private static final String ROOT = "io.antipode.";

  private static final String ROWS =
      """
      client
      cluster.topology
      cluster.placement
      cluster.catalog
      cluster.settings

      replication.loop  replication.disk  replication.memory
      replication.clock
      replication.journal
      replication.link  replication.merge  replication.mutation
      replication.log  replication.tombstone  replication.antientropy
      replication.checkpoint  replication.region

      node.item  node.partiql
      node.expression  node.storage.keys  node.storage.streams
      node.storage.view
      node.storage.recovery
      node.storage
      node.index
      node.action
      node.transaction  node.ttl
      node.json  node.objects
      node.api
      node.stream  node.insight
      node.admission
      node.kinesis
      node.backup
      node.replica
      node.operation
      node.operation.legacy
      node.operation.data  node.operation.stream
      node.operation.batch  node.operation.globaltable  node.operation.item  node.operation.query  node.operation.table
      node.operation.transaction  node.operation.backup  node.operation.destination  node.operation.insight  node.operation.kinesis
      node.operation.partiql
      node.transfer.format
      node.transfer
      node.operation.transfer
      node.region

      node.runtime  node.auth  node.cbor  node.console  node.metrics
      node.wire.http
      node.wire
      cluster.hazelcast  replication.link.vertx  node.storage.chronicle  node.bootstrap.cli
      node.bootstrap.repair
      node.bootstrap
      node

      load.http
      load.report  load.target  load.container  load.fault  load.seeded  load.history
      load.supervisor  load.bench.keys  load.bench.data  load.checker  load.workload
      load.bench.profile  load.realtime  load.scenario
      load.bench.measure  load.simulation  load.micro
      load.bench.recovery  load.bench.replication  load.bench.streams  load.sweep  load.cost  load.stranger
      load.bench  load.chaos
      load
      """;

  /** What JMH's processor writes beside the benchmarks. */
  private static final String GENERATED = ".jmh_generated";

  private static final Pattern NAMES = Pattern.compile("\\S+");

  private final Map<String, Integer> rowOf = new HashMap<>();

  Layers() {
    int row = 0;
    for (String line : ROWS.lines().filter(each -> !each.isBlank()).toList()) {
      for (String name : NAMES.matcher(line).results().map(MatchResult::group).toList()) {
        if (rowOf.put(ROOT + name, row) != null) {
          throw new IllegalStateException(name + " is named twice");
        }
      }
      row++;
    }
  }

  /** Packages that a program has and no row names. */
  Set<String> unnamed(JavaClasses program) {
    Set<String> packages = packages(program);
    packages.removeAll(rowOf.keySet());
    return packages;
  }

  /** Packages that a row names and a program doesn't have. */
  Set<String> gone(JavaClasses program) {
    Set<String> named = new TreeSet<>(rowOf.keySet());
    named.removeAll(packages(program));
    return named;
  }

  private static Set<String> packages(JavaClasses program) {
    Set<String> packages = new TreeSet<>();
    program.forEach(each -> packages.add(each.getPackageName()));
    packages.removeIf(name -> name.endsWith(GENERATED));
    return packages;
  }

  /** Where a package sees one that is not below it, with a class that does. */
  SortedMap<String, String> violations(JavaClasses program) {
    SortedMap<String, String> violations = new TreeMap<>();
    for (JavaClass from : program) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        Integer row = rowOf.get(from.getPackageName());
        Integer below = rowOf.get(to.getPackageName());
        if (row != null
            && below != null
            && below >= row
            && !to.getPackageName().equals(from.getPackageName())) {
          violations.put(
              from.getPackageName() + " sees " + to.getPackageName(),
              from.getSimpleName() + " " + to.getSimpleName());
        }
      }
    }
    return violations;
  }
}
