package io.antipode.node.bootstrap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class OutlineTest {
  @Test
  void plainValuesShareALineAndElementsHaveOneEach() throws Exception {
    assertEquals(
        """
        region=us-east-1  items=3
        peers
          region=eu-west-1  lagMs=0
          region=ap-southeast-1  lagMs=12
        last=true
        """,
        Outline.of(
            """
            {"region":"us-east-1","items":3,
             "peers":[{"region":"eu-west-1","lagMs":0},{"region":"ap-southeast-1","lagMs":12}],
             "last":true}
            """));
  }

  @Test
  void anObjectWithinAnObjectStaysOnItsLine() throws Exception {
    assertEquals(
        """
        faults
          link.from=us-east-1  link.to=eu-west-1  cut=true
          clock.region=us-east-1  skewMs=-5
        """,
        Outline.of(
            """
            {"faults":[{"link":{"from":"us-east-1","to":"eu-west-1"},"cut":true},
                       {"clock":{"region":"us-east-1"},"skewMs":-5}]}
            """));
  }

  @Test
  void anEmptyListSaysSo() throws Exception {
    assertEquals("faults  none\n", Outline.of("{\"faults\":[]}"));
  }

  @Test
  void whatIsNotJsonIsShownAsItCame() {
    assertThrows(CommandFailedException.class, () -> Outline.of("{not"));
  }
}
