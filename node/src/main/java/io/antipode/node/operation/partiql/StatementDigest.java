package io.antipode.node.operation.partiql;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.operation.transaction.RequestDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells statements apart, by their texts and parameters. */
final class StatementDigest {
  private StatementDigest() {}

  static Bytes of(String text, List<AttributeValue> parameters) {
    RequestDigest digest = new RequestDigest();
    add(digest, text, parameters);
    return digest.made();
  }

  /** Adds one statement of several. */
  static void add(RequestDigest digest, String text, List<AttributeValue> parameters) {
    Map<String, AttributeValue> numbered = HashMap.newHashMap(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      numbered.put(Integer.toString(i), parameters.get(i));
    }
    digest.add("statement", List.of(text), null, List.of(Item.of(numbered)));
  }
}
