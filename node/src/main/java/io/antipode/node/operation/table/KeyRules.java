package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.node.api.ApiException;
import io.antipode.node.operation.table.Wishes.Definition;
import io.antipode.node.operation.table.Wishes.KeyElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Key schemas and the attribute definitions that they stand on. */
final class KeyRules {
  private KeyRules() {}

  /** The definitions by name, in the order given; a name may come once only. */
  static Map<String, ScalarType> definitions(List<Definition> definitions) {
    Map<String, ScalarType> types = new LinkedHashMap<>();
    for (Definition definition : definitions) {
      if (types.put(definition.name(), definition.type()) != null) {
        throw ApiException.validation("Attribute Name is duplicated: " + definition.name());
      }
    }
    return types;
  }

  /** The definitions as they are kept and shown: sorted by name. */
  static List<AttributeDefinition> sorted(Map<String, ScalarType> definitions) {
    return definitions.entrySet().stream()
        .map(entry -> new AttributeDefinition(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(AttributeDefinition::name))
        .toList();
  }

  /** The key of a table. */
  static KeySchema tableKey(List<KeyElement> elements, Map<String, ScalarType> definitions) {
    if (elements.size() > definitions.size()) {
      throw ApiException.validation(
          "Invalid KeySchema: Some index key attribute have no definition");
    }
    checkDefined(elements, definitions);
    return twoPartKey(elements);
  }

  /** Refuses a key with an attribute that has no definition. */
  static void checkDefined(List<KeyElement> elements, Map<String, ScalarType> definitions) {
    List<String> names = names(elements);
    if (!definitions.keySet().containsAll(names)) {
      throw Invalid.parameter(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: "
              + names
              + ", AttributeDefinitions: "
              + definitions.keySet());
    }
  }

  /** A key of one HASH and perhaps one RANGE attribute. */
  static KeySchema twoPartKey(List<KeyElement> elements) {
    List<String> names = names(elements);
    if (names.size() == 2 && names.get(0).equals(names.get(1))) {
      throw ApiException.validation(
          "Both the Hash Key and the Range Key element in the KeySchema have the same name");
    }
    checkFirst(elements);
    if (elements.size() == 2 && !elements.get(1).isRange()) {
      throw ApiException.validation(
          "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }
    return new KeySchema(names.subList(0, 1), names.subList(1, names.size()));
  }

  /** A key of a global index: up to four HASH, then up to four RANGE attributes. */
  static KeySchema globalKey(List<KeyElement> elements) {
    if (elements.size() <= 2 && (elements.size() == 1 || elements.get(1).isRange())) {
      return twoPartKey(elements);
    }
    checkFirst(elements);
    if (new HashSet<>(names(elements)).size() < elements.size()) {
      throw ApiException.validation(
          "The KeySchema contains multiple key attributes with the same name");
    }
    List<String> hash = new ArrayList<>();
    List<String> range = new ArrayList<>();
    for (KeyElement element : elements) {
      if (element.isRange()) {
        range.add(element.name());
      } else if (range.isEmpty()) {
        hash.add(element.name());
      } else {
        throw Invalid.parameter(
            "All HASH key attributes must precede RANGE key attributes in the KeySchema");
      }
    }
    checkParts(hash, "HASH");
    checkParts(range, "RANGE");
    return new KeySchema(hash, range);
  }

  /** Refuses definitions that no key uses. */
  static void checkAllUsed(
      Map<String, ScalarType> definitions, Set<String> used, boolean hasIndexes) {
    if (used.containsAll(definitions.keySet())) {
      return;
    }
    throw Invalid.parameter(
        hasIndexes
            ? "Some AttributeDefinitions are not used. AttributeDefinitions: "
                + definitions.keySet()
                + ", keys used: "
                + used
            : "Number of attributes in KeySchema does not exactly match number of attributes"
                + " defined in AttributeDefinitions");
  }

  /** A key as a request would give it. */
  static List<KeyElement> elements(KeySchema key) {
    List<KeyElement> elements = new ArrayList<>();
    key.hash().forEach(name -> elements.add(new KeyElement(name, false)));
    key.range().forEach(name -> elements.add(new KeyElement(name, true)));
    return elements;
  }

  /** A key as a message shows it: {@code Schema:[SchemaElement: key{pk:S:HASH}]}. */
  static String schema(List<KeyElement> elements, Map<String, ScalarType> types) {
    return elements.stream()
        .map(
            each ->
                "SchemaElement: key{"
                    + each.name()
                    + ":"
                    + types.get(each.name())
                    + (each.isRange() ? ":RANGE}" : ":HASH}"))
        .collect(Collectors.joining(", ", "Schema:[", "]"));
  }

  static List<String> names(List<KeyElement> elements) {
    return elements.stream().map(KeyElement::name).toList();
  }

  private static void checkFirst(List<KeyElement> elements) {
    if (elements.getFirst().isRange()) {
      throw ApiException.validation(
          "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
  }

  private static void checkParts(List<String> names, String role) {
    if (names.size() > KeySchema.MAX_PARTS) {
      throw Invalid.parameter(
          "The KeySchema exceeds the maximum allowed number of " + role + " key attributes");
    }
  }
}
