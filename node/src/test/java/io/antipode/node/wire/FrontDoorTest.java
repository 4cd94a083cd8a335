package io.antipode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.wire.RawClient.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which region a port serves, and what it says of where it is. */
final class FrontDoorTest {
  private static final TestPorts PORTS = new TestPorts();

  @AfterAll
  static void close() {
    PORTS.close();
  }

  @ParameterizedTest
  @CsvSource({"us-east-1,us-east-1", "eu-west-1,eu-west-1"})
  void theFrontDoorServesTheRegionThatTheRequestIsSignedFor(String signed, String served)
      throws IOException {
    try (RawClient client = new RawClient(PORTS.door)) {
      Answer answer = client.post("PutItem", TestPorts.signature(signed), "{}").answer();
      assertTrue(answer.text().startsWith("{\"region\":\"" + served + "\",\"caller\":\"AKID\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "local", "us-west-2", "local-env"})
  void theFrontDoorsFirstRegionServesWhatIsSignedForNoneOfThem(String signed) throws IOException {
    try (RawClient client = new RawClient(PORTS.door)) {
      String headers = signed.isEmpty() ? "" : TestPorts.signature(signed);
      assertTrue(
          client
              .post("PutItem", headers, "{}")
              .answer()
              .text()
              .contains(TestPorts.VIRGINIA.name()));
    }
  }

  @Test
  void aStrictFrontDoorNamesItsRegionsInsteadAndServesTheFirstWithoutASignature()
      throws IOException {
    try (RawClient client = new RawClient(PORTS.strictDoor)) {
      Answer unknown = client.post("PutItem", TestPorts.signature("sa-east-1"), "{}").answer();
      assertEquals(400, unknown.status());
      assertTrue(unknown.text().contains("us-east-1, eu-west-1"), unknown.text());
      assertTrue(
          client.post("PutItem", "", "{}").answer().text().contains(TestPorts.VIRGINIA.name()));
    }
  }

  @ParameterizedTest
  @CsvSource({"localhost:8000, localhost:8000", "[::1]:8000, [::1]:8000", "a b, own"})
  void anEndpointIsWhereTheClientFoundUs(String host, String endpoint) throws IOException {
    try (RawClient client = new RawClient(PORTS.door)) {
      client.send("POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\n");
      client.send("X-Amz-Target: DynamoDB_20120810.DescribeEndpoints\r\n\r\n{}");
      assertEquals("[\"" + endpoint + "\"]", client.answer().text());
    }
  }

  @Test
  void aRegionsPortServesThatRegionWhateverIsSigned() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      assertTrue(
          client
              .post("PutItem", TestPorts.signature("sa-east-1"), "{}")
              .answer()
              .text()
              .contains(TestPorts.VIRGINIA.name()));
    }
  }
}
