package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tags of tables, with the answers that AWS was seen to give. */
class TagsTest {
  private static final String ARN =
      "'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/Orders'";

  private final Tables tables = new Tables();

  @BeforeEach
  void aTable() {
    tables.ask("CreateTable", Tables.create("'BillingMode':'PAY_PER_REQUEST'"));
  }

  private String tag(String tags) {
    return tables.ask("TagResource", "{" + ARN + ",'Tags':[" + tags + "]}");
  }

  private String untag(String keys) {
    return tables.ask("UntagResource", "{" + ARN + ",'TagKeys':[" + keys + "]}");
  }

  private String list() {
    return tables.ask("ListTagsOfResource", "{" + ARN + "}");
  }

  @Test
  void tagsComeAndGoByAnEmptyAnswer() {
    assertEquals("", tag("{'Key':'team','Value':'red'},{'Key':'env','Value':''}"));
    assertEquals("", tag("{'Key':'team','Value':'blue'}"));
    assertEquals("{'Tags':[{'Key':'env','Value':''},{'Key':'team','Value':'blue'}]}", list());
    assertEquals("", untag("'env','nobody'"));
    assertEquals("{'Tags':[{'Key':'team','Value':'blue'}]}", list());
  }

  @Test
  void lettersOfAnyScriptAreTaken() {
    assertEquals("", tag("{'Key':'ключ 表','Value':'a+b-c=d.e_f:g/h@i é'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'Key':'100%','Value':''}|The Tag Key provided is invalid, Key: 100%
          {'Key':'k','Value':'wow!'}|The Tag Value provided is invalid, Value: wow!
          {'Key':'','Value':''}|The Tag Key provided is invalid, Key:
          {}|The Tag Key provided is invalid, Key: null
          {'Key':'k'}|The Tag Value provided is invalid, Value: null
          {'Key':'aws:k','Value':''}|Tag Key cannot be prefixed with aws:, Key: aws:k
          {'Key':'k','Value':''},{'Key':'k','Value':''}|Duplicate Tag Keys provided as input: Duplicate Tag Key found k
          |Atleast one Tag needs to be provided as Input.
          """)
  void refuses(String given, String message) {
    assertEquals("VALIDATION: " + message, tag(given == null ? "" : given).strip());
    assertEquals("{'Tags':[]}", list());
  }

  @Test
  void keysThatGoAreCheckedToo() {
    assertEquals("VALIDATION: Atleast one Tag Key needs to be provided as Input.", untag(""));
    assertEquals("VALIDATION: The Tag Key provided is invalid, Key: ", untag("''"));
    assertEquals(
        "VALIDATION: Number of Tags exceed the current limit for the provided ResourceArn",
        untag("'k'" + ",'k'".repeat(50)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Orders|VALIDATION: One or more parameter values were invalid: ARNs must start with 'arn:': Orders
          arn:aws:s3:::bucket|VALIDATION: One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: arn:aws:s3:::bucket
          arn:aws:dynamodb:eu-west-1:000000000000:table/Orders|VALIDATION: Invalid TableArn: Invalid ResourceArn provided as input arn:aws:dynamodb:eu-west-1:000000000000:table/Orders
          arn:aws:dynamodb:us-east-1:000000000001:table/Orders|VALIDATION: Invalid TableArn: Invalid ResourceArn provided as input arn:aws:dynamodb:us-east-1:000000000001:table/Orders
          arn:aws:dynamodb:us-east-1:000000000000:table/Orders/index/i|VALIDATION: One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: arn:aws:dynamodb:us-east-1:000000000000:table/Orders/index/i
          arn:aws:dynamodb:us-east-1:000000000000:table/Nobody|RESOURCE_NOT_FOUND: Requested resource not found: ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/Nobody not found
          """)
  void theArnMustBeOneOfATableHere(String arn, String answer) {
    assertEquals(answer, tables.ask("ListTagsOfResource", "{'ResourceArn':\"" + arn + "\"}"));
  }
}
