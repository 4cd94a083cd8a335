package io.antipode.node.operation.data;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.operation.legacy.LegacyCondition;
import io.antipode.node.operation.legacy.LegacyUpdate;

/** The structures that legacy parameters are made of. */
final class LegacyMembers {
  private static final Structure EXPECTED = DYNAMODB.structure("ExpectedAttributeValue");
  private static final int EXPECTED_OPERATOR = EXPECTED.index("ComparisonOperator");
  private static final int EXPECTED_VALUES = EXPECTED.index("AttributeValueList");
  private static final int EXPECTED_VALUE = EXPECTED.index("Value");
  private static final int EXPECTED_EXISTS = EXPECTED.index("Exists");

  private static final Structure CONDITION = DYNAMODB.structure("Condition");
  private static final int OPERATOR = CONDITION.index("ComparisonOperator");
  private static final int VALUES = CONDITION.index("AttributeValueList");

  private static final Structure UPDATE = DYNAMODB.structure("AttributeValueUpdate");
  private static final int ACTION = UPDATE.index("Action");
  private static final int VALUE = UPDATE.index("Value");

  private LegacyMembers() {}

  static LegacyCondition expected(Fields given) {
    return new LegacyCondition(
        given.textOrNull(EXPECTED_OPERATOR),
        given.has(EXPECTED_VALUES) ? given.values(EXPECTED_VALUES) : null,
        given.valueOrNull(EXPECTED_VALUE),
        given.has(EXPECTED_EXISTS) ? given.flag(EXPECTED_EXISTS) : null);
  }

  static LegacyCondition condition(Fields given) {
    return new LegacyCondition(
        given.textOrNull(OPERATOR), given.has(VALUES) ? given.values(VALUES) : null, null, null);
  }

  static LegacyUpdate update(Fields given) {
    return new LegacyUpdate(given.textOrNull(ACTION), given.valueOrNull(VALUE));
  }
}
