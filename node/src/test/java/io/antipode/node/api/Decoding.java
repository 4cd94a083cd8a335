package io.antipode.node.api;

import io.antipode.node.json.JsonReader;
import io.antipode.node.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;

/** Decodes requests of the tests, in which single quotes stand for double ones. */
final class Decoding {
  private static final Decoder DECODER = new Decoder();

  private Decoding() {}

  static Fields fields(String action, String json) {
    return decode(action, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static Fields decode(String action, byte[] body) {
    return DECODER.decode(
        model(action).input(action), new JsonReader().reset(body, 0, body.length));
  }

  private static ApiModel model(String action) {
    return ApiModel.STREAMS.actions().contains(action) ? ApiModel.STREAMS : ApiModel.DYNAMODB;
  }

  /** What the request is refused with: {@code Serialization: …}, {@code Validation: …}; or "ok". */
  static String refusal(String action, String json) {
    try {
      new Constraints().check(fields(action, json));
      return "ok";
    } catch (MalformedJsonException e) {
      return ("Serialization: " + e.getMessage()).strip();
    } catch (ApiException e) {
      return "Validation: " + e.error().message();
    }
  }
}
