package io.antipode.load.api;

import io.antipode.node.api.ApiModel;
import io.antipode.node.api.ApiModel.Omission;
import io.antipode.node.api.Shape;
import io.antipode.node.api.Structure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Walks what the SDK knows of one structure, beside our model of it, and asks of each member
 * whether it is accounted for. Below one that is listed as not done it does not look.
 */
final class SdkMembers {
  private final List<Omission> omissions;
  private final BiPredicate<Structure, Integer> isHandled;
  private final Set<String> unaccounted = new TreeSet<>();
  private final Set<Structure> seen = new HashSet<>();
  private int members;

  /**
   * @param isHandled whether we work with a structure's member of that index
   */
  SdkMembers(List<Omission> omissions, BiPredicate<Structure, Integer> isHandled) {
    this.omissions = omissions;
    this.isHandled = isHandled;
  }

  /** Members that nobody accounts for: {@code CreateTableInput.VectorIndexes: why}. */
  Set<String> unaccounted() {
    return unaccounted;
  }

  int members() {
    return members;
  }

  /**
   * Walks a request or a response.
   *
   * @param className {@code CreateTableRequest}
   */
  void walk(String className, Structure structure) {
    try {
      Class<?> type = Class.forName("software.amazon.awssdk.services.dynamodb.model." + className);
      Object builder = type.getMethod("builder").invoke(null);
      walk((SdkPojo) builder, structure);
    } catch (ReflectiveOperationException e) {
      unaccounted.add(structure + ": the SDK has no " + className);
    }
  }

  private void walk(SdkPojo sdk, Structure structure) {
    if (!seen.add(structure)) {
      return;
    }
    for (SdkField<?> field : sdk.sdkFields()) {
      members++;
      String name = field.locationName();
      int member = indexOf(structure, name);
      if (member < 0) {
        unaccounted.add(structure + "." + name + ": the model lacks it");
      } else if (!isOmitted(structure, name)) {
        if (!isHandled.test(structure, member)) {
          unaccounted.add(structure + "." + name + ": neither handled nor listed");
        }
        inside(field, structure.members().get(member).shape());
      }
    }
  }

  /** Goes on into structures, be they in lists or maps; attribute values are the item codec's. */
  private void inside(SdkField<?> field, Shape shape) {
    switch (shape) {
      case Structure structure -> walk(field.constructor().get(), structure);
      case Shape.ListOf list ->
          inside(field.getTrait(ListTrait.class).memberFieldInfo(), list.element());
      case Shape.MapOf map -> inside(field.getTrait(MapTrait.class).valueFieldInfo(), map.value());
      default -> {}
    }
  }

  private static int indexOf(Structure structure, String name) {
    List<Structure.Member> members = structure.members();
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isOmitted(Structure structure, String member) {
    return omissions.stream()
        .anyMatch(
            each -> each.structure().equals(structure.name()) && each.member().equals(member));
  }

  /** The model that has the action, or null. */
  static @Nullable ApiModel modelOf(String action) {
    for (ApiModel model : List.of(ApiModel.DYNAMODB, ApiModel.STREAMS)) {
      if (model.actions().contains(action)) {
        return model;
      }
    }
    return null;
  }
}
