/**
 * What the clients of a run asked for and were told: all that a checker may believe. A history is
 * confined to its run's thread; its operations are immutable values. Depends on items, regions and
 * versions of the product, as words, and on nothing that runs. Start reading at {@link
 * io.antipode.load.history.Op}.
 */
@NullMarked
package io.antipode.load.history;

import org.jspecify.annotations.NullMarked;
