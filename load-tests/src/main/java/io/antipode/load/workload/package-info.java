/**
 * What clients do in a run, over the DynamoDB API only, so that the same workload runs against the
 * simulation, processes and containers. Everything here is confined to the run's one thread and
 * takes time and chance from {@link io.antipode.load.workload.Run}. Depends on histories, items and
 * the JSON of items. Start reading at {@link io.antipode.load.workload.Workload}.
 */
@NullMarked
package io.antipode.load.workload;

import org.jspecify.annotations.NullMarked;
