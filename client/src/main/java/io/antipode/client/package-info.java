/**
 * A Java client library on the AWS SDK's interfaces that knows all regions of a store. Nothing is
 * here yet: until it is, any AWS SDK talks to a region's endpoint directly. It will know no server
 * module.
 */
@NullMarked
package io.antipode.client;

import org.jspecify.annotations.NullMarked;
