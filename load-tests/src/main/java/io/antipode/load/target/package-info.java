/**
 * What can be put under load: Antipode, DynamoDB Local, a bare echo, any endpoint. Each started
 * target ends with its {@code close}.
 */
@NullMarked
package io.antipode.load.target;

import org.jspecify.annotations.NullMarked;
