package io.antipode.node.operation.legacy;

import io.antipode.node.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/** One entry of {@code AttributeUpdates}, as the request gave it; no action means PUT. */
public record LegacyUpdate(@Nullable String action, @Nullable AttributeValue value) {}
