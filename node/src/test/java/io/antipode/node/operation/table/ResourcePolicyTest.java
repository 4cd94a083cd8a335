package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies of tables and streams, with the answers that AWS was seen to give in October 2026. */
class ResourcePolicyTest {
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/Orders";
  private static final String NOT_FOUND =
      "POLICY_NOT_FOUND: Resource-based policy not found for the provided ResourceArn: ";
  private static final String READ = policy("dynamodb:GetItem");
  private static final String WRITE = policy("dynamodb:PutItem");

  /** The clock stands here, and revisions go on from it. */
  private static final String FIRST = "1795428000000";

  private static final String SECOND = "1795428000001";

  private final Tables tables = new Tables();

  @BeforeEach
  void aTable() {
    tables.ask(
        "CreateTable",
        Tables.create(
            "'BillingMode':'PAY_PER_REQUEST',"
                + "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}"));
  }

  private static String policy(String action) {
    return "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':['"
        + action
        + "'],'Principal':{'AWS':'000000000000'},'Resource':'*'}]}";
  }

  /** As the text of a string in JSON, by this test's quotes. */
  private static String quoted(String policy) {
    return "'" + policy.replace("'", "\\\"") + "'";
  }

  private String put(String arn, String policy, String members) {
    return tables.ask(
        "PutResourcePolicy",
        "{'ResourceArn':\"" + arn + "\",'Policy':" + quoted(policy) + members + "}");
  }

  private String ask(String action, String arn, String members) {
    return tables.ask(action, "{'ResourceArn':\"" + arn + "\"" + members + "}");
  }

  private String get(String arn) {
    return ask("GetResourcePolicy", arn, "");
  }

  @Test
  void aPolicyComesAndGoes() {
    assertEquals(NOT_FOUND + TABLE, get(TABLE));
    assertEquals("{'RevisionId':'" + FIRST + "'}", put(TABLE, READ, ""));
    assertEquals(
        "{'Policy':" + quoted(READ).replace('"', '\'') + ",'RevisionId':'" + FIRST + "'}",
        get(TABLE));
    assertEquals("{'RevisionId':'" + FIRST + "'}", ask("DeleteResourcePolicy", TABLE, ""));
    assertEquals(NOT_FOUND + TABLE, get(TABLE));
    assertEquals("{}", ask("DeleteResourcePolicy", TABLE, ""));
  }

  @Test
  void onlyWhatSaysSomethingElseIsAnotherRevision() {
    put(TABLE, READ, "");
    assertEquals("{'RevisionId':'" + FIRST + "'}", put(TABLE, READ + " ", ""));
    assertEquals(
        "{'RevisionId':'" + FIRST + "'}",
        put(TABLE, READ.replace("['dynamodb:GetItem']", "'dynamodb:GetItem'"), ""));
    assertEquals("{'RevisionId':'" + SECOND + "'}", put(TABLE, WRITE, ""));
  }

  @Test
  void aChangeMayExpectWhatIsThere() {
    assertEquals(NOT_FOUND + TABLE, put(TABLE, READ, ",'ExpectedRevisionId':'7'"));
    put(TABLE, READ, ",'ExpectedRevisionId':'NO_POLICY'");
    assertEquals(
        NOT_FOUND
            + "Requested policy update expecting none to be present for table Orders, but a policy"
            + " exists with revision id "
            + FIRST
            + ".",
        put(TABLE, WRITE, ",'ExpectedRevisionId':'NO_POLICY'"));
    assertEquals(
        NOT_FOUND
            + "Requested update for policy with revision id 7, but the policy associated to target"
            + " table Orders has revision id "
            + FIRST
            + ".",
        ask("DeleteResourcePolicy", TABLE, ",'ExpectedRevisionId':'7'"));
    assertEquals(
        "{'RevisionId':'" + SECOND + "'}",
        put(TABLE, WRITE, ",'ExpectedRevisionId':'" + FIRST + "'"));
  }

  @Test
  void aStreamHasOneOfItsOwn() {
    String described = tables.ask("DescribeTable", "{'TableName':'Orders'}");
    String stream = described.replaceAll(".*'LatestStreamArn':'([^']*)'.*", "$1");
    assertEquals("{'RevisionId':'" + FIRST + "'}", put(stream, READ, ""));
    assertEquals(NOT_FOUND + TABLE, get(TABLE));
    assertEquals(
        "RESOURCE_NOT_FOUND: Requested resource not found: Stream: 2000-01-01T00:00:00.000 not"
            + " found for Table: Orders",
        get(TABLE + "/stream/2000-01-01T00:00:00.000"));
  }

  @Test
  void aTableMayBeMadeWithOne() {
    tables.ask(
        "CreateTable",
        Tables.create("'BillingMode':'PAY_PER_REQUEST','ResourcePolicy':" + quoted(READ))
            .replace("Orders", "Born"));
    assertEquals(
        "{'Policy':" + quoted(READ).replace('"', '\'') + ",'RevisionId':'" + FIRST + "'}",
        get(TABLE.replace("Orders", "Born")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Orders|VALIDATION: One or more parameter values were invalid: ARNs must start with 'arn:': Orders
          arn:aws:s3:::bucket|VALIDATION: One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: arn:aws:s3:::bucket
          arn:aws:dynamodb:us-east-1:000000000000:table/Orders/backup/1|VALIDATION: One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: arn:aws:dynamodb:us-east-1:000000000000:table/Orders/backup/1
          arn:aws:dynamodb:eu-west-1:000000000000:table/Orders|VALIDATION: One or more parameter values were invalid: Invalid resource Arn: arn:aws:dynamodb:eu-west-1:000000000000:table/Orders
          arn:aws:dynamodb:us-east-1:000000000001:table/Orders|VALIDATION: This action is only supported by accounts that match the resource owner’s account.
          arn:aws:dynamodb:us-east-1:000000000000:table/Orders/index/i|VALIDATION: One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: arn:aws:dynamodb:us-east-1:000000000000:table/Orders/index/i
          arn:aws:dynamodb:us-east-1:000000000000:table/Nobody|RESOURCE_NOT_FOUND: Requested resource not found: Table: Nobody not found
          """)
  void theArnMustBeOneOfATableOrStreamHere(String arn, String answer) {
    assertEquals(answer, get(arn));
    assertEquals(answer, put(arn, READ, ""));
    assertEquals(answer, ask("DeleteResourcePolicy", arn, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {not json|Invalid policy document: This policy contains invalid Json
          ``|Invalid policy document: This policy contains invalid Json
          []|Invalid policy document: This policy contains invalid Json
          [{'Statement':{'Effect':'Deny','Action':'a','Principal':'*','Resource':'*'}}]|Invalid policy document: This policy contains invalid Json
          null|Invalid policy document: This text appears not to be a policy
          {}|Invalid policy document: Syntax error at position (1,3)
          {'Statement':[{}]}|Invalid policy document: Missing required field Effect
          {'Statement':[]}|Invalid policy document: Could not parse the policy: Statement is empty!
          {'Statement':{'Effect':'Allow','Action':'a','Principal':{'AWS':'1'}}}|Invalid policy document: Missing required field Resource
          {'Statement':[{'Sid':'1','Effect':'Deny','Action':'a','Principal':'*','Resource':'*'},{'Sid':'1','Effect':'Deny','Action':'a','Principal':'*','Resource':'*'}]}|Invalid policy document: The Statement Ids in the policy are not unique
          """)
  void whatIsNoPolicyIsRefused(String policy, String message) {
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: " + message,
        put(TABLE, policy, ""));
  }

  @Test
  void nobodyMayLetEveryoneIn() {
    assertEquals(
        "VALIDATION: Resource-based policy grants unbounded access in one or more elements. Please"
            + " revise the policy to ensure least-privilege form of access",
        put(TABLE, READ.replace("{'AWS':'000000000000'}", "'*'"), ""));
    assertEquals(
        put(TABLE, READ.replace("{'AWS':'000000000000'}", "'*'"), ""),
        put(TABLE, READ.replace("'000000000000'", "['000000000000','*']"), ""));
  }

  @Test
  void whiteSpaceCountsToo() {
    String longest = READ + " ".repeat(20_480 - READ.length());
    assertEquals("{'RevisionId':'" + FIRST + "'}", put(TABLE, longest, ""));
    assertEquals(
        "VALIDATION: One or more parameter values were invalid: Maximum policy size of 20480 bytes"
            + " exceeded",
        put(TABLE, longest + " ", ""));
  }
}
