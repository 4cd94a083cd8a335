/**
 * What the actions on items share: the parameters that several of them have, the checks of
 * parameter combinations, expressions, how capacity and refusals are told, tables found by name.
 * Parameters belong to one thread; everything else is immutable. Start reading at {@link
 * io.antipode.node.operation.data.Parameters}.
 */
@NullMarked
package io.antipode.node.operation.data;

import org.jspecify.annotations.NullMarked;
