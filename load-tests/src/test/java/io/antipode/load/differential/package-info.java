/**
 * Antipode and DynamoDB Local side by side: the same requests, the same answers. Where the two
 * differ and AWS's documentation sides with us, the difference is listed, with its reason.
 */
@NullMarked
package io.antipode.load.differential;

import org.jspecify.annotations.NullMarked;
