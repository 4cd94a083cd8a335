/** Specifications of a region's node, and of the data folders that earlier builds left. */
@NullMarked
package io.antipode.node.region;

import org.jspecify.annotations.NullMarked;
