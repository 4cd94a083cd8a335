/**
 * A lean HTTP/1.1 load client: many connections on one thread, so that the load costs little of the
 * machine that it measures. Start reading at {@link io.antipode.load.http.LoadClient}.
 */
@NullMarked
package io.antipode.load.http;

import org.jspecify.annotations.NullMarked;
