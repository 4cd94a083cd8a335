/**
 * Links over TCP by Vert.x. All state of one region's links is confined to one Vert.x context.
 * Start reading at {@link io.antipode.replication.link.vertx.VertxLinks}.
 */
@NullMarked
package io.antipode.replication.link.vertx;

import org.jspecify.annotations.NullMarked;
