/**
 * The parameters that expressions replaced ({@code Expected}, {@code AttributeUpdates}, {@code
 * KeyConditions}, {@code QueryFilter}, {@code ScanFilter}), turned into what the expressions
 * become: conditions, updates, key conditions. Immutable. Start reading at {@link
 * io.antipode.node.operation.legacy.LegacyCondition}.
 */
@NullMarked
package io.antipode.node.operation.legacy;

import org.jspecify.annotations.NullMarked;
