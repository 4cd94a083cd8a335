/**
 * Disturbs TCP connections from outside, as a proxy: this kernel has no netem. The product is not
 * asked to take part and can't know. Virtual threads that block; depends on the JDK only. Start
 * reading at {@link io.antipode.load.fault.FaultProxy}.
 */
@NullMarked
package io.antipode.load.fault;

import org.jspecify.annotations.NullMarked;
