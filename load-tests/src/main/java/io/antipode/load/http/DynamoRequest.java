package io.antipode.load.http;

import java.nio.charset.StandardCharsets;

/**
 * Builds the bytes of a DynamoDB request. The signature is a constant: targets that check it can't
 * be used with this client.
 */
public final class DynamoRequest {
  private static final String DATE = "20261123";

  private final byte[] head;

  /**
   * The fixed part of the requests of one action.
   *
   * @param action such as {@code PutItem}
   * @param region goes into the signature's scope
   */
  public DynamoRequest(String action, String region) {
    String service = action.contains(".") ? action : "DynamoDB_20120810." + action;
    head =
        ("POST / HTTP/1.1\r\n"
                + "Host: 127.0.0.1\r\n"
                + "Content-Type: application/x-amz-json-1.0\r\n"
                + "X-Amz-Target: "
                + service
                + "\r\nX-Amz-Date: "
                + DATE
                + "T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=bench/"
                + DATE
                + "/"
                + region
                + "/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature="
                + "0".repeat(64)
                + "\r\nContent-Length: ")
            .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A whole request with this JSON body. */
  public byte[] with(String body) {
    byte[] payload = body.getBytes(StandardCharsets.UTF_8);
    byte[] length = (payload.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[head.length + length.length + payload.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(length, 0, whole, head.length, length.length);
    System.arraycopy(payload, 0, whole, head.length + length.length, payload.length);
    return whole;
  }
}
