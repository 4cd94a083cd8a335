/** Tests of how a shard serves streams. Start reading at {@code StreamIndexTest}. */
@NullMarked
package io.antipode.node.storage.streams;

import org.jspecify.annotations.NullMarked;
