/**
 * The event loop port: who runs what, when. Everything that belongs to a shard runs on that shard's
 * loop. JDK only.
 */
@NullMarked
package io.antipode.replication.loop;

import org.jspecify.annotations.NullMarked;
