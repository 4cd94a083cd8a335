package io.antipode.node.operation.data;

import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Update;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.index.TableKeys;

/** An update leaves an item's key alone. */
public final class KeyChanges {
  private KeyChanges() {}

  /** Refuses an update that touches an attribute of the table's key. */
  public static void refuse(Update update, TableKeys keys) {
    refuse(update, keys.partition());
    KeyAttribute sort = keys.sort();
    if (sort != null) {
      refuse(update, sort);
    }
  }

  private static void refuse(Update update, KeyAttribute part) {
    if (update.touchedAttributes().contains(part.name())) {
      throw ApiException.validation(
          "One or more parameter values were invalid: Cannot update attribute "
              + part.name()
              + ". This attribute is part of the key");
    }
  }
}
