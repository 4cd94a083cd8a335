package io.antipode.load.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.antipode.replication.disk.FileDisk;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layering of the design, and its rule 1: determinism. */
final class ArchitectureTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.antipode");

  private static final Layers LAYERS = new Layers();

  /** The rim that turns ports into clocks, disks and sockets; the bench is a program beside. */
  private static final DescribedPredicate<JavaClass> ADAPTERS =
      resideInAnyPackage(
              "io.antipode.node.runtime..",
              "io.antipode.node.bootstrap..",
              "io.antipode.replication.link.vertx..",
              "io.antipode.cluster.hazelcast..")
          .or(JavaClass.Predicates.belongToAnyOf(FileDisk.class))
          .or(
              resideInAPackage("io.antipode.load..")
                  .and(resideOutsideOfPackages("io.antipode.load.simulation..")));

  @Test
  void theWholeProgramIsLookedAt() {
    for (String known :
        List.of(
            "io.antipode.cluster.catalog.Catalog",
            "io.antipode.replication.log.ShardLog",
            "io.antipode.node.bootstrap.Main",
            "io.antipode.load.Main")) {
      assertTrue(PROGRAM.contain(known), known);
    }
  }

  @Test
  void everyPackageHasItsLayer() {
    assertEquals(Set.of(), LAYERS.unnamed(PROGRAM), "name these in Layers");
    assertEquals(Set.of(), LAYERS.gone(PROGRAM), "there are no such packages any more");
  }

  @Test
  void eachLayerSeesOnlyThoseBelow() {
    assertEquals(Map.of(), LAYERS.violations(PROGRAM));
  }

  @Test
  void theClientStandsAlone() {
    check(seesOnly("io.antipode.client..", "io.antipode.client.."));
    check(
        noClasses()
            .that(resideOutsideOfPackages("io.antipode.client..", "io.antipode.load.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.antipode.client.."));
  }

  @Test
  void itemsNeedOnlyTheJdkAndTheHashThatPlacesThem() {
    check(
        seesOnly(
            "io.antipode.node.item..",
            "io.antipode.node.item..",
            "io.antipode.cluster.placement.."));
  }

  @Test
  void expressionsNeedOnlyItems() {
    check(
        seesOnly(
            "io.antipode.node.expression..",
            "io.antipode.node.expression..",
            "io.antipode.node.item.."));
  }

  @ParameterizedTest
  @CsvSource({
    "com.hazelcast.., io.antipode.cluster.hazelcast..",
    "net.openhft.., io.antipode.node.storage.chronicle..",
    "io.micrometer.., io.antipode.node.metrics..",
    "picocli.., io.antipode.node.bootstrap..",
    "com.fasterxml.jackson.dataformat.., io.antipode.node.cbor..",
    "com.amazon.ion.., io.antipode.node.transfer.format..",
    "io.airlift.compress.., io.antipode.node.transfer.format..",
  })
  void aLibraryHasOneImporter(String library, String importer) {
    assertTrue(
        PROGRAM.stream()
            .filter(resideInAPackage(importer))
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .anyMatch(resideInAPackage(library).onResultOf(Dependency::getTargetClass)),
        importer + " imports it no more");
    check(
        noClasses()
            .that(resideOutsideOfPackages(importer, "io.antipode.load.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void onlyTheRimKnowsVertx() {
    check(
        noClasses()
            .that(
                resideOutsideOfPackages(
                    "io.antipode.node.wire..",
                    "io.antipode.node.console..",
                    "io.antipode.node.runtime..",
                    "io.antipode.node.bootstrap..",
                    "io.antipode.replication.link.vertx..",
                    "io.antipode.load.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty.."));
  }

  @Test
  void timeChanceAndDiskComeThroughPorts() {
    ArchRule rule =
        noClasses()
            .that(not(ADAPTERS))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(ThreadLocalRandom.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(FileChannel.class, "open", Path.class, OpenOption[].class);
    check(rule);
  }

  private static ArchRule seesOnly(String packages, String... seen) {
    String[] allowed = Arrays.copyOf(seen, seen.length + 2);
    allowed[seen.length] = "java..";
    allowed[seen.length + 1] = "org.jspecify..";
    return classes()
        .that()
        .resideInAPackage(packages)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }

  private static void check(ArchRule rule) {
    rule.check(PROGRAM);
  }
}
