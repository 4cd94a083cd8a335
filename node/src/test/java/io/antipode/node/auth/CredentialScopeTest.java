package io.antipode.node.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialScopeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/dynamodb/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=00",
        "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00,"
            + " Credential=AKID/20261123/eu-west-1/dynamodb/aws4_request",
        "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/dynamodb/aws4_request",
      })
  void theSignerAndTheRegionAreRead(String header) {
    assertEquals(new CredentialScope("AKID", "eu-west-1", null), CredentialScope.ofHeader(header));
  }

  @Test
  void aPresignedQueryIsReadToo() {
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKID%2F20261123%2Feu-west-1%2Fdynamodb%2Faws4_request&X-Amz-Date=1";
    assertEquals(new CredentialScope("AKID", "eu-west-1", null), CredentialScope.ofQuery(query));
  }

  @Test
  void withoutASignatureThereIsNobody() {
    assertSame(CredentialScope.NONE, CredentialScope.ofHeader(null));
    assertSame(CredentialScope.NONE, CredentialScope.ofHeader("Basic eDp5"));
    assertSame(CredentialScope.NONE, CredentialScope.ofQuery(null));
    assertSame(CredentialScope.NONE, CredentialScope.ofQuery("a=b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=",
        "AWS4-HMAC-SHA256 Credential=AKID",
        "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/dynamodb, Signature=a/b",
      })
  void aSignatureThatCannotBeReadSaysWhy(String header) {
    assertNotNull(CredentialScope.ofHeader(header).problem());
  }
}
