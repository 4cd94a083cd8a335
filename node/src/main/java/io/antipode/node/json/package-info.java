/**
 * DynamoDB's JSON to and from canonical item bytes, by streaming. One reader or writer per thread.
 * Start reading at {@link io.antipode.node.json.JsonOut}.
 */
@NullMarked
package io.antipode.node.json;

import org.jspecify.annotations.NullMarked;
