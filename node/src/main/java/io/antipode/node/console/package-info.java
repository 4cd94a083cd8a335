/**
 * The web page at {@code /_antipode/console}: one file without outside assets that polls the
 * status. Immutable; any thread. Start reading at {@link io.antipode.node.console.ConsolePage}.
 */
@NullMarked
package io.antipode.node.console;

import org.jspecify.annotations.NullMarked;
