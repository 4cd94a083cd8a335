/** Tests of what goes between tables and buckets. */
@NullMarked
package io.antipode.node.transfer;

import org.jspecify.annotations.NullMarked;
