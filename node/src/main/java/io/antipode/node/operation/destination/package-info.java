/**
 * The actions about a table's Kinesis destinations. Immutable; any thread. See {@link
 * io.antipode.node.kinesis} for what is read from them.
 */
@NullMarked
package io.antipode.node.operation.destination;

import org.jspecify.annotations.NullMarked;
