/**
 * What the API says, whatever action says it: errors with their types and texts. Values, any
 * thread. Start reading at {@link io.antipode.node.api.ErrorType}.
 */
@NullMarked
package io.antipode.node.api;

import org.jspecify.annotations.NullMarked;
