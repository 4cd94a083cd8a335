/**
 * The commands that look at or disturb a running store over HTTP; blocking, one thread. Start
 * reading at {@link io.antipode.node.bootstrap.cli.AdminClient}.
 */
@NullMarked
package io.antipode.node.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
