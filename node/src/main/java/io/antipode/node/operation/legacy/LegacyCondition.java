package io.antipode.node.operation.legacy;

import io.antipode.node.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code Expected}, {@code KeyConditions}, {@code QueryFilter} or {@code ScanFilter},
 * as the request gave it. {@code value} and {@code exists} belong to {@code Expected} alone.
 */
public record LegacyCondition(
    @Nullable String operator,
    @Nullable List<AttributeValue> values,
    @Nullable AttributeValue value,
    @Nullable Boolean exists) {}
