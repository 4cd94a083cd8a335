/**
 * JMH's benchmarks of what every request passes: one region's actions from the bytes of a request
 * to the bytes of its answer, without HTTP, on one thread. Run by {@code ./antipode bench micro}.
 */
@NullMarked
package io.antipode.load.micro;

import org.jspecify.annotations.NullMarked;
