/**
 * The API actions. An action decodes its request, validates it as DynamoDB does, works on the
 * shards and writes its answer. Start reading at {@link io.antipode.node.operation.Operation}.
 */
@NullMarked
package io.antipode.node.operation;

import org.jspecify.annotations.NullMarked;
