/**
 * Whether a run kept the promises: pure functions from evidence to a verdict. Each checker says
 * what it assumes; all are proved on histories written by hand, good ones and bad ones. Depends on
 * histories alone; any thread. Start reading at {@link io.antipode.load.checker.Checker}.
 */
@NullMarked
package io.antipode.load.checker;

import org.jspecify.annotations.NullMarked;
