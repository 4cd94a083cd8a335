/** Specifications of the shard. */
@NullMarked
package io.antipode.node.storage;

import org.jspecify.annotations.NullMarked;
