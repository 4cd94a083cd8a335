/**
 * Requests and answers in CBOR, as Amazon's Kinesis clients for Java speak it, by way of JSON. Any
 * thread.
 */
@NullMarked
package io.antipode.node.cbor;

import org.jspecify.annotations.NullMarked;
