package io.antipode.load.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RequestTemplateTest {
  private final RequestTemplate template =
      new RequestTemplate(
          new DynamoRequest("Query", "us-east-1"), "{\"p\":\"user####\",\"Limit\":~~~}");

  private static String body(RequestTemplate template) {
    String text = new String(template.bytes(), StandardCharsets.UTF_8);
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void numbersAreWrittenInPlace() {
    assertEquals("{\"p\":\"user0042\",\"Limit\":  7}", body(template.set(0, 42).set(1, 7)));
    assertEquals("{\"p\":\"user9999\",\"Limit\":100}", body(template.set(0, 9_999).set(1, 100)));
    assertEquals("{\"p\":\"user0000\",\"Limit\":  0}", body(template.set(0, 0).set(1, 0)));
  }

  @Test
  void theLengthIsThatOfTheBody() {
    String text = new String(template.bytes(), StandardCharsets.UTF_8);
    assertTrue(text.contains("\r\nContent-Length: " + body(template).length() + "\r\n"));
  }

  @Test
  void aNumberThatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> template.set(0, 10_000));
  }
}
