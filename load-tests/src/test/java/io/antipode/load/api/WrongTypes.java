package io.antipode.load.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.load.micro.DirectRegion;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.api.Shape;
import io.antipode.node.api.Structure;
import io.antipode.node.operation.Dispatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Whether an action that does not yet decode by the model knows a member: it refuses one of a wrong
 * type, and skips one that it does not know.
 */
final class WrongTypes {
  private final DirectRegion region;
  private final String action;

  /** What stands around a structure in a request: {@code {"RequestItems":{"abc":%s}}}. */
  private final Map<Structure, String> around = new HashMap<>();

  WrongTypes(DirectRegion region, String action, Structure input) {
    this.region = region;
    this.action = action;
    find(input, "%s");
  }

  private void find(Shape shape, String text) {
    switch (shape) {
      case Structure structure -> {
        if (around.putIfAbsent(structure, text) == null) {
          structure
              .members()
              .forEach(
                  member -> find(member.shape(), text.formatted("{\"" + member.name() + "\":%s}")));
        }
      }
      case Shape.ListOf list -> find(list.element(), text.formatted("[%s]"));
      case Shape.MapOf map -> find(map.value(), text.formatted("{\"abc\":%s}"));
      default -> {}
    }
  }

  boolean areRefused(Structure structure, int member) {
    if (region.operation(action) instanceof Dispatch) {
      return false; // the model's decoder refuses them all, whoever uses them
    }
    Structure.Member tried = structure.members().get(member);
    String wrong =
        switch (tried.shape()) {
          case Shape.Flag flag -> "\"x\"";
          case Shape.Whole whole -> "\"x\"";
          default -> "7";
        };
    String request =
        Objects.requireNonNull(around.get(structure))
            .formatted("{\"" + tried.name() + "\":" + wrong + "}");
    try {
      region.new Answer().await(region.operation(action), request.getBytes(UTF_8));
      return false;
    } catch (RuntimeException refused) {
      ApiError error = Failures.errorOf(refused);
      return error != null && error.type() == ErrorType.SERIALIZATION;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
