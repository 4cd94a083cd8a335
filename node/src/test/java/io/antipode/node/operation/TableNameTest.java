package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableNameTest {
  private static final Region REGION = new Region("us-east-1");

  @Test
  void aTableIsMeantByItsNameOrItsArn() {
    assertEquals("Orders", TableName.ofItems(REGION, "Orders"));
    assertEquals(
        "Orders",
        TableName.ofItems(REGION, "arn:aws:dynamodb:us-east-1:000000000000:table/Orders"));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:eu-west-1:000000000000:table/Orders, Invalid AWS region",
    "arn:aws-cn:dynamodb:us-east-1:000000000000:table/Orders, Invalid AWS partition",
    "arn:aws:dynamodb:us-east-1:111111111111:table/Orders, Invalid AWS account",
    "arn:aws:dynamodb:us-east-1:000000000000:backup/Orders, Invalid resource type",
  })
  void aTableElsewhereIsNotServedByTheOneHere(String arn, String what) {
    assertEquals(
        "1 validation error detected: " + what + " in '" + arn + "'",
        assertThrows(ApiException.class, () -> TableName.ofItems(REGION, arn)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "arn:",
    "arn:aws:dynamodb:us-east-1",
    "arn:aws:s3:us-east-1:000000000000:table/Orders",
    "arn:aws:dynamodb:us-east-1:000000000000:table/",
    "arn:aws:dynamodb:us-east-1:000000000000:table/ab",
    "arn:aws:dynamodb:us-east-1:000000000000:table/Orders/index/byDay",
  })
  void whatIsNoArnOfATableIsToldTheForm(String arn) {
    String message =
        assertThrows(ApiException.class, () -> TableName.ofItems(REGION, arn)).getMessage();
    assertEquals(
        "1 validation error detected: Value '"
            + arn
            + "' at 'tableName' failed to satisfy constraint: Valid ARN format is"
            + " 'arn:<awsPartition>:<vendor>:<region>:<subscriber>:resourceType/resourceName',"
            + " where Resource name must have length less than or equal to 255, Resource name must"
            + " have length greater than or equal to 3, Resource name must satisfy regular"
            + " expression pattern: [a-zA-Z0-9_.-]+",
        message);
  }

  @Test
  void anActionOnItemsTakesShortNamesAndFindsNothing() {
    assertEquals("ab", TableName.ofItems(REGION, "ab"));
    assertEquals(
        "1 validation error detected: Value 'x!' at 'tableName' failed to satisfy constraint:"
            + " Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        assertThrows(ApiException.class, () -> TableName.ofItems(REGION, "x!")).getMessage());
  }
}
