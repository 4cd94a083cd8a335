/**
 * The database node: everything between a socket and the shard log. Start reading at {@code
 * bootstrap}.
 */
@NullMarked
package io.antipode.node;

import org.jspecify.annotations.NullMarked;
