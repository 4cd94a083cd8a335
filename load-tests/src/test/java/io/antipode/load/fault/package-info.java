/** Tests of the fault proxy, over loopback. */
@NullMarked
package io.antipode.load.fault;

import org.jspecify.annotations.NullMarked;
