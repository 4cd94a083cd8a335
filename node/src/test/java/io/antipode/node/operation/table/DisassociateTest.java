package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.TableDescriptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What UpdateTable says where a replica is to become a table of its own. */
class DisassociateTest {
  private final Tables tables = new Tables();

  @BeforeEach
  void create() {
    tables.ask("CreateTable", Tables.create("'BillingMode':'PAY_PER_REQUEST'"));
  }

  private String update(String members) {
    return tables.ask("UpdateTable", "{'TableName':'Orders'," + members + "}");
  }

  @Test
  void aReplicaThatPartsIsUpdatingAndThenATableOfItsOwn() {
    update("'ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]");
    tables.elsewhereActive("Orders");
    String parting =
        "'ReplicaUpdates':[{'Disassociate':{'RegionName':'us-east-1',"
            + "'DisassociationMode':'WAIT_FOR_REPLICATION'}}]";
    assertEquals(
        "VALIDATION: Replica cannot be disassociated as it is currently protected against"
            + " disassociation. Disable disassociation protection first.",
        update(parting));
    String unprotected = update("'DisassociationProtectionEnabled':false");
    assertTrue(unprotected.contains("'DisassociationProtectionEnabled':false"), unprotected);
    assertTrue(unprotected.contains("'TableStatus':'ACTIVE'"), unprotected);
    String answer = update(parting);
    assertTrue(answer.contains("'TableStatus':'UPDATING'"), answer);
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(described.contains("'TableStatus':'UPDATING'"), described);
    assertTrue(described.contains("'Replicas':"), described);
    String refused =
        "RESOURCE_IN_USE: Attempt to change a resource which is still in use: Table is being"
            + " updated: Orders";
    assertEquals(refused, update("'DeletionProtectionEnabled':true"));
    assertEquals(refused, update(parting));
    assertEquals(refused, tables.ask("DeleteTable", "{'TableName':'Orders'}"));

    long id = tables.table("Orders").id();
    tables.context.replicas().onDrained(id);
    String apart = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    assertTrue(apart.contains("'TableStatus':'ACTIVE'"), apart);
    assertFalse(apart.contains("Replicas"), apart);
    assertFalse(apart.contains("Disassociation"), apart);
    assertTrue(apart.contains("'StreamViewType':'NEW_AND_OLD_IMAGES'"), apart);
    assertEquals(id, tables.table("Orders").id());
    assertTrue(tables.ask("DeleteTable", "{'TableName':'Orders'}").contains("DELETING"));
    assertEquals("{'TableNames':[]}", tables.ask("ListTables", "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'ReplicaUpdates':[{'Disassociate':{'DisassociationMode':'WAIT_FOR_REPLICATION'}}]|One or more parameter values were invalid: RegionName must be specified to disassociate a replica
          'ReplicaUpdates':[{'Disassociate':{'RegionName':'us-east-1'}}]|One or more parameter values were invalid: DisassociationMode must be specified to disassociate a replica. Valid values: [WAIT_FOR_REPLICATION]
          'ReplicaUpdates':[{'Disassociate':{'RegionName':'us-east-1','DisassociationMode':'AT_ONCE'}}]|1 validation error detected: Value 'AT_ONCE' at 'replicaUpdates.1.member.disassociate.disassociationMode' failed to satisfy constraint: Member must satisfy enum value set: [WAIT_FOR_REPLICATION]
          'ReplicaUpdates':[{'Disassociate':{'RegionName':'us-east-1','DisassociationMode':'WAIT_FOR_REPLICATION'}}]|Replica specified in the Replica Update or Replica Delete action of the request was not found.
          'ReplicaUpdates':[{'Disassociate':{'RegionName':'eu-west-1','DisassociationMode':'WAIT_FOR_REPLICATION'}}]|Only the local replica can be disassociated. Send the request to the Region of the replica: eu-west-1
          'ReplicaUpdates':[{'Disassociate':{'RegionName':'us-east-1','DisassociationMode':'WAIT_FOR_REPLICATION'}},{'Delete':{'RegionName':'eu-west-1'}}]|Update table operation with more than one type of replica actions not allowed
          'ReplicaUpdates':[{'Disassociate':{'RegionName':'us-east-1','DisassociationMode':'WAIT_FOR_REPLICATION'},'Delete':{'RegionName':'eu-west-1'}}]|Update table operation with more than one type of replica actions not allowed
          'DisassociationProtectionEnabled':false|DisassociationProtectionEnabled can be specified only for a replica of a global table
          'DisassociationProtectionEnabled':false,'DeletionProtectionEnabled':true|One or more parameter values were invalid: DeletionProtection modification must be the only operation in the request
          'DisassociationProtectionEnabled':false,'BillingMode':'PAY_PER_REQUEST'|One or more parameter values were invalid: DisassociationProtection modification must be the only operation in the request
          """)
  void refuses(String members, String message) {
    TableDescriptor before = tables.table("Orders");
    assertEquals("VALIDATION: " + message, update(members));
    assertEquals(before, tables.table("Orders"), "a refused request changes nothing");
  }
}
