package io.antipode.node.operation.query;

import io.antipode.node.expression.KeyConditions;
import org.jspecify.annotations.Nullable;

/**
 * What Query is asked.
 *
 * @param filterParameter what the filter is called in messages that refuse keys in it; null where
 *     it may look at keys
 */
public record QueryRequest(
    ReadOptions options, KeyConditions key, boolean forward, @Nullable String filterParameter) {}
