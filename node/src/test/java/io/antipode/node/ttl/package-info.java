/** Specifications of the deletion by time to live. */
@NullMarked
package io.antipode.node.ttl;

import org.jspecify.annotations.NullMarked;
