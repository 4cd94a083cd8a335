/**
 * Items, attribute values and keys, and their canonical bytes. Pure, immutable, JDK only. Start
 * reading at {@link io.antipode.node.item.AttributeValue}, then {@link io.antipode.node.item.Item}.
 */
@NullMarked
package io.antipode.node.item;

import org.jspecify.annotations.NullMarked;
