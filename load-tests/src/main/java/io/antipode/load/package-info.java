/**
 * The instrument: how fast Antipode is, and whether it can be made to lose data. Sees every module;
 * no module sees it. Start reading at {@link io.antipode.load.Main}.
 */
@NullMarked
package io.antipode.load;

import org.jspecify.annotations.NullMarked;
