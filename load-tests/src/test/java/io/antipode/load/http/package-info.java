/** The load client's parts. */
@NullMarked
package io.antipode.load.http;

import org.jspecify.annotations.NullMarked;
