/**
 * HTTP/1.1 of our own, on Netty's channels: requests out of bytes and answers into bytes, with as
 * little in between as the protocol allows, since that is what a small read spends most of its time
 * in. Persistent and pipelined connections, lengths and chunks, {@code Expect}, gzip, HTTP/1.0;
 * everything a client may send or hold is bounded. It knows nothing of DynamoDB but the two headers
 * that its answers carry. Everything of a connection is confined to its event loop; only an answer
 * may come from another thread. May depend on runtime and replication's clock. Start reading at
 * {@link io.antipode.node.wire.http.HttpServer}, then {@code HttpConnection}; why it is ours is in
 * {@code node/docs/decisions}.
 */
@NullMarked
package io.antipode.node.wire.http;

import org.jspecify.annotations.NullMarked;
