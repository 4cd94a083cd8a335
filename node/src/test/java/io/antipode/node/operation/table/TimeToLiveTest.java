package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.TimeToLive;
import io.antipode.cluster.placement.ShardId;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The setting of time to live. Texts and their order are those that AWS was seen to give in October
 * 2026, except that it takes no other change for half an hour.
 */
class TimeToLiveTest {
  private static final String TOO_SOON =
      "VALIDATION: Time to live has been modified multiple times within a fixed interval";

  private final Tables tables = new Tables();

  @BeforeEach
  void aTable() {
    tables.ask("CreateTable", Tables.create("'BillingMode':'PAY_PER_REQUEST'"));
  }

  private String set(String attribute, boolean enabled) {
    return tables.ask(
        "UpdateTimeToLive",
        "{'TableName':'Orders','TimeToLiveSpecification':{'AttributeName':'%s','Enabled':%s}}"
            .formatted(attribute, enabled));
  }

  private String describe() {
    return tables.ask("DescribeTimeToLive", "{'TableName':'Orders'}");
  }

  private static String described(String inner) {
    return "{'TimeToLiveDescription':{" + inner + "}}";
  }

  private TimeToLive setting() {
    return Objects.requireNonNull(tables.table("Orders").shared().timeToLive());
  }

  /** All shards have carried out what was asked for. */
  private void carriedOut() {
    new IndexBuilds(tables.catalog, 1)
        .built(tables.table("Orders").id(), setting().id(), new ShardId(0));
  }

  @Test
  void isOffAtFirst() {
    assertEquals(described("'TimeToLiveStatus':'DISABLED'"), describe());
  }

  @Test
  void isEnabledOnceShardsHaveCarriedItOut() {
    assertEquals(
        "{'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'until'}}", set("until", true));
    assertEquals(described("'TimeToLiveStatus':'ENABLING','AttributeName':'until'"), describe());
    carriedOut();
    assertEquals(described("'TimeToLiveStatus':'ENABLED','AttributeName':'until'"), describe());
  }

  @Test
  void isForgottenOnceItIsOff() {
    set("until", true);
    carriedOut();
    assertEquals(
        "{'TimeToLiveSpecification':{'Enabled':false,'AttributeName':'until'}}",
        set("until", false));
    assertEquals(described("'TimeToLiveStatus':'DISABLING','AttributeName':'until'"), describe());
    carriedOut();
    assertEquals(described("'TimeToLiveStatus':'DISABLED'"), describe());
  }

  @Test
  void aLateWordOfAnotherChangeChangesNothing() {
    set("until", true);
    new IndexBuilds(tables.catalog, 1)
        .built(tables.table("Orders").id(), setting().id() + 1, new ShardId(0));
    assertEquals(described("'TimeToLiveStatus':'ENABLING','AttributeName':'until'"), describe());
  }

  @Test
  void whatStandsAlreadyIsRefusedBeforeWhatComesTooSoon() {
    assertEquals("VALIDATION: TimeToLive is already disabled", set("until", false));
    set("until", true);
    assertEquals("VALIDATION: TimeToLive is already enabled", set("until", true));
    String other =
        "VALIDATION: TimeToLive is active on a different AttributeName: current AttributeName is"
            + " until";
    assertEquals(other, set("other", true));
    assertEquals(other, set("other", false));
    assertEquals(TOO_SOON, set("until", false));
    carriedOut();
    set("until", false);
    assertEquals("VALIDATION: TimeToLive is already disabled", set("until", false));
    assertEquals(TOO_SOON, set("other", true));
    carriedOut();
    assertEquals(
        "{'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'other'}}", set("other", true));
  }

  @Test
  void everyChangeIsOneOfWhatTheRegionsShare() {
    TableDescriptor before = tables.table("Orders");
    set("until", true);
    assertNotEquals(before.shared().version(), tables.table("Orders").shared().version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}|VALIDATION: The parameter 'TableName' is required but was not present in the request
          {'TableName':'Orders'}|VALIDATION: 1 validation error detected: Value null at 'timeToLiveSpecification' failed to satisfy constraint: Member must not be null
          {'TableName':'Orders','TimeToLiveSpecification':{}}|VALIDATION: 2 validation errors detected: Value null at 'timeToLiveSpecification.enabled' failed to satisfy constraint: Member must not be null; Value null at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must not be null
          {'TableName':'Orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':''}}|VALIDATION: TimeToLiveSpecification.AttributeName must be non empty
          {'TableName':'Nobody','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'a'}}|RESOURCE_NOT_FOUND: Requested resource not found: Table: Nobody not found
          """)
  void refuses(String given, String answer) {
    assertEquals(
        answer.replace('"', '\''), tables.ask("UpdateTimeToLive", given.replace('"', '\'')));
  }

  @Test
  void theNameOfTheAttributeHas255CharactersAtMost() {
    String name = "a".repeat(255);
    assertEquals(
        "{'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'" + name + "'}}",
        set(name, true));
    assertEquals(
        "VALIDATION: 1 validation error detected: Value '"
            + name
            + "b' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member"
            + " must have length less than or equal to 255",
        set(name + "b", true));
  }

  @Test
  void aTableThatComesOrGoesTellsNothing() {
    for (TableStatus status : new TableStatus[] {TableStatus.CREATING, TableStatus.DELETING}) {
      TableDescriptor table = tables.table("Orders");
      tables.catalog.update(table.id(), before -> table.withStatus(status));
      assertEquals(
          "VALIDATION: Cannot describe time to live while table is in %s state: Current table state is %s"
              .formatted(status, status),
          describe());
    }
    TableDescriptor table = tables.table("Orders");
    tables.catalog.update(table.id(), before -> table.withStatus(TableStatus.CREATING));
    assertEquals(
        "RESOURCE_IN_USE: Attempt to change a resource which is still in use: Table Orders is being"
            + " created",
        set("until", true));
  }
}
