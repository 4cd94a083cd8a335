package io.antipode.cluster.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.topology.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableDescriptorCodecTest {
  private static final String GOLDEN =
      "{\"format\":9,\"id\":-7,\"name\":\"Orders\",\"status\":\"ACTIVE\",\"shared\":{\"version\":9,"
          + "\"createdAtMs\":1700000000000,\"attributes\":[{\"name\":\"pk\",\"type\":\"S\"},"
          + "{\"name\":\"sk\",\"type\":\"N\"}],\"hash\":[\"pk\"],\"range\":[\"sk\"],"
          + "\"indexes\":[{\"id\":5,\"name\":\"bySk\",\"scope\":\"GLOBAL\",\"hash\":[\"sk\"],"
          + "\"range\":[],\"projection\":\"INCLUDE\",\"nonKeyAttributes\":[\"x\"],\"readUnits\":0,"
          + "\"writeUnits\":0,\"increasedAtMs\":6,\"decreasedAtMs\":0,\"decreases\":0,"
          + "\"status\":\"CREATING\"}],\"billing\":\"PAY_PER_REQUEST\","
          + "\"readUnits\":1,\"writeUnits\":2,\"streamViewType\":\"NEW_AND_OLD_IMAGES\","
          + "\"options\":{\"kmsKeyId\":\"k\",\"maxOnDemand\":{\"readUnits\":3,\"writeUnits\":4},"
          + "\"warm\":{\"readUnits\":12000,\"writeUnits\":4000},\"onDemandAtMs\":5,"
          + "\"increasedAtMs\":0,\"decreasedAtMs\":7,\"decreases\":2,\"switchesMs\":[\"8\",\"9\"]},\"seed\":-9,"
          + "\"timeToLive\":[{\"id\":-3,\"attribute\":\"until\",\"enabled\":false}]},"
          + "\"local\":{\"deletionProtection\":true,\"tags\":[{\"key\":\"a\",\"value\":\"1\"},"
          + "{\"key\":\"b\",\"value\":\"2\"}],\"tableClass\":\"STANDARD\",\"streams\":["
          + "{\"createdAtMs\":3,\"viewType\":\"KEYS_ONLY\",\"disabledAtMs\":4}],\"timeToLiveDone\":-2,"
          + "\"policies\":[{\"resource\":\"\",\"text\":\"{}\",\"revision\":\"12\"}],"
          + "\"disassociationProtection\":false,\"destinations\":[{\"streamArn\":\"arn\","
          + "\"enabledAtMs\":13,\"disabledAtMs\":14,\"precision\":\"MICROSECOND\"}],"
          + "\"insights\":[{\"index\":\"bySk\",\"enabled\":true,\"mode\":\"THROTTLED_KEYS\","
          + "\"sinceMs\":15,\"changedAtMs\":16}]},"
          + "\"replicas\":[{\"region\":\"eu-west-1\",\"status\":\"CREATING\",\"version\":11,"
          + "\"deletionProtection\":false},"
          + "{\"region\":\"us-east-1\",\"status\":\"ACTIVE\",\"version\":10,"
          + "\"deletionProtection\":true}]}";

  private static TableDescriptor orders() {
    Region virginia = new Region("us-east-1");
    Region ireland = new Region("eu-west-1");
    return new TableDescriptor(
        -7,
        "Orders",
        TableStatus.ACTIVE,
        new SharedSettings(
            9,
            1_700_000_000_000L,
            List.of(
                new AttributeDefinition("pk", ScalarType.S),
                new AttributeDefinition("sk", ScalarType.N)),
            KeySchema.of("pk", "sk"),
            List.of(
                new IndexDescriptor(
                    5,
                    "bySk",
                    IndexDescriptor.Scope.GLOBAL,
                    KeySchema.of("sk"),
                    new Projection(Projection.Kind.INCLUDE, List.of("x")),
                    Throughput.NONE,
                    new CapacityHistory(6, 0, 0),
                    IndexDescriptor.Status.CREATING)),
            BillingMode.PAY_PER_REQUEST,
            new Throughput(1, 2),
            StreamViewType.NEW_AND_OLD_IMAGES,
            new TableOptions(
                "k",
                new Throughput(3, 4),
                new Throughput(12_000, 4_000),
                5,
                new CapacityHistory(0, 7, 2),
                List.of(8L, 9L)),
            -9,
            new TimeToLive(-3, "until", false)),
        new LocalSettings(
            true,
            Map.of("b", "2", "a", "1"),
            "STANDARD",
            List.of(new StreamDescriptor(3, StreamViewType.KEYS_ONLY, 4)),
            -2,
            List.of(new ResourcePolicy("", "{}", "12")),
            false,
            List.of(
                new KinesisDestination("arn", 13, 14, KinesisDestination.Precision.MICROSECOND)),
            List.of(
                new ContributorInsights(
                    "bySk", true, ContributorInsights.Mode.THROTTLED_KEYS, 15, 16))),
        Map.of(
            virginia,
            new ReplicaDescriptor(virginia, ReplicaDescriptor.Status.ACTIVE, 10, true),
            ireland,
            new ReplicaDescriptor(ireland, ReplicaDescriptor.Status.CREATING, 11)));
  }

  @Test
  void theFormIsFixedToTheByte() {
    assertEquals(GOLDEN, new String(TableDescriptorCodec.encode(orders()), UTF_8));
  }

  @Test
  void whatIsDecodedEqualsWhatWasEncoded() {
    assertEquals(orders(), TableDescriptorCodec.decode(GOLDEN.getBytes(UTF_8)));
  }

  /** As the eighth format wrote the same table. */
  private static String eighth() {
    return GOLDEN
        .replace("\"format\":9", "\"format\":8")
        .replaceAll(",\"destinations\":\\[.*?]", "")
        .replaceAll(",\"insights\":\\[.*?]", "");
  }

  /** As the seventh format wrote the same table. */
  private static String seventh() {
    return eighth()
        .replace("\"format\":8", "\"format\":7")
        .replace(",\"disassociationProtection\":false", "");
  }

  /** As the sixth format wrote the same table. */
  private static String sixth() {
    return seventh()
        .replace("\"format\":7", "\"format\":6")
        .replaceAll(",\"switchesMs\":\\[.*?]", "")
        .replaceAll(",\"policies\":\\[.*?]", "");
  }

  /** As the fifth format wrote the same table. */
  private static String fifth() {
    return sixth()
        .replace("\"format\":6", "\"format\":5")
        .replaceAll(",\"timeToLive\":\\[.*?]", "")
        .replaceAll(",\"timeToLiveDone\":-?\\d+", "");
  }

  /** As the fourth format wrote the same table. */
  private static String fourth() {
    return fifth().replace("\"format\":5", "\"format\":4").replace(",\"seed\":-9", "");
  }

  /** As the third format wrote the same table. */
  private static String third() {
    return fourth()
        .replace("\"format\":4", "\"format\":3")
        .replaceAll("(\"version\":\\d+),\"deletionProtection\":(true|false)", "$1");
  }

  /** As the second format wrote the same table. */
  private static String second() {
    return third()
        .replace("\"format\":3", "\"format\":2")
        .replace(",\"onDemandAtMs\":5", "")
        .replaceAll(",\"increasedAtMs\":\\d,\"decreasedAtMs\":\\d,\"decreases\":\\d", "");
  }

  private static TableDescriptor withoutSeed() {
    SharedSettings with = withoutPolicies().shared();
    return withoutTimeToLive()
        .withShared(
            new SharedSettings(
                with.version(),
                with.createdAtMs(),
                with.attributes(),
                with.key(),
                with.indexes(),
                with.billing(),
                with.throughput(),
                with.streamViewType(),
                with.options(),
                0,
                null));
  }

  private static TableDescriptor withoutTimeToLive() {
    SharedSettings with = withoutPolicies().shared();
    return withoutPolicies()
        .withLocal(withoutPolicies().local().withTimeToLiveDone(0))
        .withShared(
            new SharedSettings(
                with.version(),
                with.createdAtMs(),
                with.attributes(),
                with.key(),
                with.indexes(),
                with.billing(),
                with.throughput(),
                with.streamViewType(),
                with.options(),
                with.seed(),
                null));
  }

  private static TableDescriptor withoutProtection() {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>();
    orders()
        .replicas()
        .forEach((region, each) -> replicas.put(region, each.withDeletionProtection(false)));
    return withoutSeed().withReplicas(replicas);
  }

  private static TableDescriptor withoutHistory() {
    TableDescriptor table = withoutProtection();
    return table.withShared(
        table
            .shared()
            .withOptions(
                table.shared().options().withOnDemandAt(0).withHistory(CapacityHistory.NONE))
            .withIndexes(
                table.indexes().stream()
                    .map(index -> index.withHistory(CapacityHistory.NONE))
                    .toList()));
  }

  private static TableDescriptor withoutDestinations() {
    LocalSettings with = orders().local();
    return orders()
        .withLocal(
            new LocalSettings(
                with.deletionProtection(),
                with.tags(),
                with.tableClass(),
                with.streams(),
                with.timeToLiveDone(),
                with.policies(),
                with.disassociationProtection(),
                List.of(),
                List.of()));
  }

  /** Everything was protected from it. */
  private static TableDescriptor withoutDisassociation() {
    TableDescriptor table = withoutDestinations();
    return table.withLocal(table.local().withDisassociationProtection(true));
  }

  private static TableDescriptor withoutPolicies() {
    TableDescriptor table = withoutDisassociation();
    TableOptions with = table.shared().options();
    return table
        .withLocal(table.local().withPolicy("", null))
        .withShared(
            table
                .shared()
                .withOptions(
                    new TableOptions(
                        with.kmsKeyId(),
                        with.maxOnDemand(),
                        with.warm(),
                        with.onDemandAtMs(),
                        with.history(),
                        List.of())));
  }

  @Test
  void theEighthFormatKnewNoDestinations() {
    assertEquals(withoutDestinations(), TableDescriptorCodec.decode(eighth().getBytes(UTF_8)));
  }

  @Test
  void theSeventhFormatKnewNoDisassociation() {
    assertEquals(withoutDisassociation(), TableDescriptorCodec.decode(seventh().getBytes(UTF_8)));
  }

  @Test
  void theSixthFormatKnewNoPolicies() {
    assertEquals(withoutPolicies(), TableDescriptorCodec.decode(sixth().getBytes(UTF_8)));
  }

  @Test
  void theFifthFormatKnewNoTimeToLive() {
    assertEquals(withoutTimeToLive(), TableDescriptorCodec.decode(fifth().getBytes(UTF_8)));
  }

  @Test
  void aTimeToLiveIsThereOnceAtMost() {
    String one = "{\"id\":-3,\"attribute\":\"until\",\"enabled\":false}";
    byte[] two = GOLDEN.replace(one, one + "," + one).getBytes(UTF_8);
    assertThrows(IllegalArgumentException.class, () -> TableDescriptorCodec.decode(two));
  }

  @Test
  void theFourthFormatPlacedTablesByTheirIds() {
    TableDescriptor table = TableDescriptorCodec.decode(fourth().getBytes(UTF_8));
    assertEquals(withoutSeed(), table);
    assertEquals(KeySpace.byId(-7), table.keySpace());
    assertEquals(KeySpace.byId(5), table.keySpace(table.indexes().getFirst()));
    assertEquals(new KeySpace(-7, -9), orders().keySpace());
  }

  @Test
  void theThirdFormatKnewNothingOfProtectionElsewhere() {
    assertEquals(withoutProtection(), TableDescriptorCodec.decode(third().getBytes(UTF_8)));
  }

  @Test
  void theSecondFormatHadNoHistory() {
    assertEquals(withoutHistory(), TableDescriptorCodec.decode(second().getBytes(UTF_8)));
  }

  @Test
  void theFirstFormatHadNoOptions() {
    String first =
        second()
            .replace("\"format\":2", "\"format\":1")
            .replaceFirst(",\"options\":\\{.*?}}}", "}");
    TableDescriptor table = withoutHistory();
    assertEquals(
        table.withShared(table.shared().withOptions(TableOptions.DEFAULT)),
        TableDescriptorCodec.decode(first.getBytes(UTF_8)));
  }

  @Test
  void aTableWithoutStreamKeepsNone() {
    TableDescriptor table = orders();
    SharedSettings shared = table.shared();
    TableDescriptor silent =
        table.withShared(
            new SharedSettings(
                shared.version(),
                shared.createdAtMs(),
                shared.attributes(),
                shared.key(),
                shared.indexes(),
                shared.billing(),
                shared.throughput(),
                null));
    assertEquals(silent, TableDescriptorCodec.decode(TableDescriptorCodec.encode(silent)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"format\":9`|`\"format\":10`|format 10 is not 9",
        "`\"name\":\"Orders\"`|`\"title\":\"Orders\"`|expected field name",
        "`\"id\":-7`|`\"id\":\"-7\"`|expected VALUE_NUMBER_INT",
        "`\"status\":\"ACTIVE\",\"shared\"`|`\"status\":\"BUSY\",\"shared\"`|BUSY is no"
            + " TableStatus",
        "`\"deletionProtection\":true,`|`\"deletionProtection\":1,`|expected a boolean",
        "`true}]}`|`true}]}{}`|more after the end",
        "`true}]}`|`true}],\"new\":1}`|expected END_OBJECT",
        "`true}]}`|`true`|not a table descriptor",
      },
      delimiter = '|')
  void anythingElseIsRefused(String original, String damaged, String reason) {
    assertTrue(GOLDEN.contains(original), "the case must change something");
    byte[] bytes = GOLDEN.replace(original, damaged).getBytes(UTF_8);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> TableDescriptorCodec.decode(bytes));
    String said = String.valueOf(refusal.getMessage());
    assertTrue(said.contains(reason), said);
  }
}
