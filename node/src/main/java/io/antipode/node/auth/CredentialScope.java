package io.antipode.node.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a Signature Version 4 says of its signer: {@code AKID/20261123/us-east-1/dynamodb/
 * aws4_request}, from the {@code Authorization} header or a presigned query.
 *
 * @param accessKeyId empty for a request without a signature
 * @param region empty for a request without a signature
 * @param problem why the signature cannot be read, in DynamoDB's words; null when it can
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS Signature
 *     Version 4</a>
 */
public record CredentialScope(String accessKeyId, String region, @Nullable String problem) {
  /** No signature. */
  public static final CredentialScope NONE = new CredentialScope("", "", null);

  private static final String ALGORITHM = "AWS4-";
  private static final String CREDENTIAL = "Credential=";
  private static final String QUERY_CREDENTIAL = "X-Amz-Credential=";

  /** Reads an {@code Authorization} header; other schemes than AWS's count as no signature. */
  public static CredentialScope ofHeader(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(ALGORITHM)) {
      return NONE;
    }
    int start = authorization.indexOf(CREDENTIAL);
    if (start < 0) {
      return new CredentialScope(
          "",
          "",
          "Authorization header requires 'Credential' parameter. Authorization=" + authorization);
    }
    start += CREDENTIAL.length();
    int end = start;
    while (end < authorization.length()
        && authorization.charAt(end) != ','
        && authorization.charAt(end) != ' ') {
      end++;
    }
    return ofScope(authorization, start, end);
  }

  /** Reads the raw query string of a presigned request; null for none. */
  public static CredentialScope ofQuery(@Nullable String query) {
    if (query == null) {
      return NONE;
    }
    int start = query.indexOf(QUERY_CREDENTIAL);
    if (start < 0) {
      return NONE;
    }
    start += QUERY_CREDENTIAL.length();
    int end = query.indexOf('&', start);
    String raw = query.substring(start, end < 0 ? query.length() : end);
    try {
      String scope = URLDecoder.decode(raw, StandardCharsets.UTF_8);
      return ofScope(scope, 0, scope.length());
    } catch (IllegalArgumentException badEscape) {
      return malformed(raw);
    }
  }

  /** Whether there is no signature, as against one that can't be read. */
  public boolean isAbsent() {
    return accessKeyId.isEmpty() && problem == null;
  }

  private static CredentialScope ofScope(String text, int start, int end) {
    int afterKey = text.indexOf('/', start);
    int afterDate = afterKey < 0 ? -1 : text.indexOf('/', afterKey + 1);
    int afterRegion = afterDate < 0 ? -1 : text.indexOf('/', afterDate + 1);
    int afterService = afterRegion < 0 ? -1 : text.indexOf('/', afterRegion + 1);
    if (afterService < 0 || afterService >= end) {
      return malformed(text.substring(start, end));
    }
    return new CredentialScope(
        text.substring(start, afterKey), text.substring(afterDate + 1, afterRegion), null);
  }

  private static CredentialScope malformed(String scope) {
    return new CredentialScope(
        "",
        "",
        "Credential must have exactly 5 slash-delimited elements, e.g."
            + " keyid/date/region/service/term, got '"
            + scope
            + "'");
  }
}
