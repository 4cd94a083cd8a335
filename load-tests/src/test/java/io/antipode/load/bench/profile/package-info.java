/** The load generator counts right, and its requests are what DynamoDB accepts. */
@NullMarked
package io.antipode.load.bench.profile;

import org.jspecify.annotations.NullMarked;
