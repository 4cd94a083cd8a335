package io.antipode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.wire.RawClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API as a client meets it, over real sockets. */
final class RegionPortTest {
  private static final TestPorts PORTS = new TestPorts();

  @AfterAll
  static void close() {
    PORTS.close();
  }

  @Test
  void anAnswerCarriesItsIdItsChecksumAndItsType() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      Answer answer = client.post("PutItem", "", "{\"Item\":{\"a\":{\"S\":\"é\"}}}").answer();
      assertEquals(200, answer.status());
      assertEquals(
          "{\"region\":\"us-east-1\",\"caller\":\"\",\"Item\":{\"a\":{\"S\":\"é\"}}}",
          answer.text());
      assertEquals(TestPorts.crc32(answer.body()), answer.header("x-amz-crc32"));
      assertEquals("application/x-amz-json-1.0", answer.header("content-type"));
      assertEquals(52, answer.header("x-amzn-requestid").length());
      Answer next = client.post("PutItem", "", "{}").answer();
      assertNotEquals(answer.header("x-amzn-requestid"), next.header("x-amzn-requestid"));
    }
  }

  @Test
  void anAnswerMayComeFromAnotherThreadWithHeadersOfItsOwn() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      Answer answer = client.post("GetItem", "", "{}").answer();
      assertEquals("{\"region\":\"us-east-1\"}", answer.text());
      assertEquals("1:us-east-1", answer.header("x-antipode-version"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PutItem|{|{\"__type\":\"com.amazon.coral.service#SerializationException\"}",
        "PutItem||{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\","
            + "\"message\":\"Request is missing Authentication Token\"}",
        "PutItem|{\"Item\":{\"a\":{\"S\":5}}}|{\"__type\":\"com.amazon.coral.service#SerializationException\",\"Message\":\"NUMBER_VALUE"
            + " cannot be converted to String\"}",
        "PutItem|{\"Item\":{\"a\":{}}}|{\"__type\":\"com.amazon.coral.validate#ValidationException"
            + "\",\"message\":\"Supplied AttributeValue is empty, must contain exactly one of the"
            + " supported datatypes\"}",
        "Nonsense|{}|{\"__type\":\"com.amazon.coral.service#UnknownOperationException\",\"message\""
            + ":\"An unknown operation was requested.\"}",
        "DeleteItem|{}|{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailed"
            + "Exception\",\"message\":\"The conditional request failed\",\"Item\":{\"pk\":{\"S\":"
            + "\"x\"}}}",
        "Query|{}|{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":"
            + "\"slow down\",\"throttlingReasons\":[{\"reason\":\"why\",\"resource\":\"arn\"}]}",
      })
  void whatAClientDoesWrongIsA400(String action, String body, String expected) throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      Answer answer = client.post(action, "", body == null ? "" : body).answer();
      assertEquals(400, answer.status());
      assertEquals(expected, answer.text());
      assertEquals(TestPorts.crc32(answer.body()), answer.header("x-amz-crc32"));
    }
  }

  @Test
  void aBugIsA500AndTheConnectionLivesOn() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      Answer answer = client.post("UpdateItem", "", "{}").answer();
      assertEquals(500, answer.status());
      assertTrue(answer.text().contains("#InternalServerError"), answer.text());
      assertEquals(200, client.post("PutItem", "", "{}").answer().status());
    }
  }

  @Test
  void badUtf8IsASerializationException() throws IOException {
    byte[] body = "{\"Item\":{\"a\":{\"S\":\"?\"}}}".getBytes(StandardCharsets.US_ASCII);
    body[19] = (byte) 0xc3;
    try (RawClient client = new RawClient(PORTS.port)) {
      Answer answer = client.post("PutItem", "", body).answer();
      assertEquals(400, answer.status());
      assertTrue(answer.text().contains("#SerializationException"), answer.text());
    }
  }

  @Test
  void streamsHaveATargetOfTheirOwn() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      assertEquals(400, client.post("ListStreams", "", "{}").answer().status());
      client
          .send("POST / HTTP/1.1\r\nX-Amz-Target: DynamoDBStreams_20120810.ListStreams\r\n")
          .send("Content-Length: 2\r\n\r\n{}");
      assertEquals(200, client.answer().status());
    }
  }

  @Test
  void gzipIsReadAndWrittenOnRequest() throws IOException {
    String item = "{\"Item\":{\"a\":{\"S\":\"" + "x".repeat(5_000) + "\"}}}";
    String headers = "Content-Encoding: gzip\r\nAccept-Encoding: gzip\r\n";
    try (RawClient client = new RawClient(PORTS.port)) {
      Answer answer = client.post("PutItem", headers, TestPorts.gzip(item)).answer();
      assertEquals(200, answer.status());
      assertEquals("gzip", answer.header("content-encoding"));
      assertEquals(TestPorts.crc32(answer.body()), answer.header("x-amz-crc32"));
      assertTrue(answer.body().length < 500);
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
      assertTrue(new String(plain, StandardCharsets.UTF_8).contains("x".repeat(5_000)));
    }
  }

  @Test
  void gzipThatIsBrokenOrInflatesBeyondTheLimitIsRefused() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      assertEquals(
          400, client.post("PutItem", "Content-Encoding: gzip\r\n", "{}").answer().status());
      byte[] bomb = TestPorts.gzip(" ".repeat(TestPorts.LIMITS.maxBodyBytes() + 1));
      assertTrue(bomb.length < 100_000);
      assertEquals(
          413, client.post("PutItem", "Content-Encoding: gzip\r\n", bomb).answer().status());
    }
  }

  @Test
  void aBrowserMayAskFromElsewhereWithTheHeadersThatItNames() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      Answer allowed =
          client
              .send("OPTIONS / HTTP/1.1\r\nOrigin: a\r\n")
              .send("Access-Control-Request-Headers: authorization,x-amz-target\r\n\r\n")
              .answer();
      assertEquals("*", allowed.header("access-control-allow-origin"));
      assertEquals("GET, POST, OPTIONS", allowed.header("access-control-allow-methods"));
      assertEquals("authorization,x-amz-target", allowed.header("access-control-allow-headers"));
      Answer answer = client.post("PutItem", "Origin: a\r\n", "{}").answer();
      assertEquals("*", answer.header("access-control-allow-origin"));
      assertTrue(answer.header("access-control-expose-headers").contains("x-amzn-RequestId"));
    }
  }
}
