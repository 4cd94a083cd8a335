package io.antipode.node.wire;

import io.antipode.node.operation.Operation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * An AWS service that a region's port speaks: the protocol of its requests and its actions.
 * Immutable; any thread.
 */
public final class Service {
  /** How a service's requests name their action and carry their members. */
  public enum Protocol {
    /** {@code POST /}, the action in {@code X-Amz-Target}, JSON. */
    AWS_JSON_1_0
  }

  private final String name;
  private final Protocol protocol;
  private final Map<String, Operation> byTarget = new HashMap<>();

  /**
   * @param name with its version, as in {@code X-Amz-Target}: {@code DynamoDB_20120810}
   */
  public Service(String name, Protocol protocol, Collection<? extends Operation> actions) {
    this.name = name;
    this.protocol = protocol;
    for (Operation action : actions) {
      if (byTarget.put(name + "." + action.name(), action) != null) {
        throw new IllegalArgumentException(name + " has two actions named " + action.name());
      }
    }
  }

  String name() {
    return name;
  }

  Protocol protocol() {
    return protocol;
  }

  /** Its actions, by what {@code X-Amz-Target} says. */
  Map<String, Operation> byTarget() {
    return byTarget;
  }
}
