/**
 * What the actions on items share: requests decoded by streaming, the checks of the service's model
 * and of parameter combinations, keys compiled from a table's schema, capacity, the hop to a shard.
 * Requests belong to one thread; everything else is immutable. Start reading at {@link
 * io.antipode.node.operation.data.DataRequest}, then {@link
 * io.antipode.node.operation.data.TableKeys}.
 */
@NullMarked
package io.antipode.node.operation.data;

import org.jspecify.annotations.NullMarked;
