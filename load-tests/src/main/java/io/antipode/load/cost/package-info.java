/**
 * {@code ./antipode chaos cost}: no request may cost without bound. Requests are made up that are
 * small to send and dear to answer, carried out one by one on a region without HTTP, on the
 * caller's thread, and held to a bound on that thread's time and on what it allocates. Start
 * reading at {@link io.antipode.load.cost.CostFuzzer}.
 */
@NullMarked
package io.antipode.load.cost;

import org.jspecify.annotations.NullMarked;
