/**
 * The packaged program as its users meet it: {@code ./antipode up} in a process of its own, the AWS
 * SDK for Java v2.
 */
@NullMarked
package io.antipode.load.endtoend;

import org.jspecify.annotations.NullMarked;
