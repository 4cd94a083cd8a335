/** Tests of what a shard derives from its log. */
@NullMarked
package io.antipode.node.storage.view;

import org.jspecify.annotations.NullMarked;
