/**
 * The order of a shard's keys, outside the heap: a B+ tree of slotted pages in foreign memory, as
 * many keys as the machine has memory for, whatever {@code -Xmx} is. Nothing here is stored; what
 * an orderly close writes of it is {@code ViewFile}'s. One thread at a time; needs only the JDK.
 * Start reading at {@link io.antipode.node.storage.keys.KeyIndex}, then {@code KeyPage}.
 */
@NullMarked
package io.antipode.node.storage.keys;

import org.jspecify.annotations.NullMarked;
