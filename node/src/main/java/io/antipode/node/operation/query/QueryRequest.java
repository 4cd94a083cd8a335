package io.antipode.node.operation.query;

import io.antipode.node.expression.KeyConditions;

/**
 * What Query is asked.
 *
 * @param filterParameter what the filter is called in messages
 */
public record QueryRequest(
    ReadOptions options, KeyConditions key, boolean forward, String filterParameter) {}
