/**
 * How frames travel between regions: the port, and a decorator that does it badly on purpose. Start
 * reading at {@link io.antipode.replication.link.Links}.
 */
@NullMarked
package io.antipode.replication.link;

import org.jspecify.annotations.NullMarked;
