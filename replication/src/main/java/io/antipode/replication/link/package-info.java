/**
 * How frames travel between regions. Start reading at {@link io.antipode.replication.link.Links}.
 */
@NullMarked
package io.antipode.replication.link;

import org.jspecify.annotations.NullMarked;
