/**
 * The API over HTTP: connections, request bodies, dispatch by {@code X-Amz-Target}, routing by
 * signed region, error shapes, and the pages under {@code /_antipode/}. Everything of a connection
 * is confined to its event loop; only an answer may come from another one. May depend on auth,
 * operation, json, metrics and runtime. Start reading at {@link
 * io.antipode.node.wire.RegionRouter}, then {@code ApiCall}.
 */
@NullMarked
package io.antipode.node.wire;

import org.jspecify.annotations.NullMarked;
