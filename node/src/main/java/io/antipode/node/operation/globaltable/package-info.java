/**
 * Global tables of 2017, version 2017.11.29, as AWS answers of them today: none can be made, so
 * there is none, whatever tables have replicas by the version of 2019. Stateless, on any event
 * loop. Start reading at {@link io.antipode.node.operation.globaltable.CreateGlobalTable}.
 */
@NullMarked
package io.antipode.node.operation.globaltable;

import org.jspecify.annotations.NullMarked;
