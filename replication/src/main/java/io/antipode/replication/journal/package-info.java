/**
 * The journal by which the shards of a node share their syncs. Shards put what they have written to
 * their own files, on their own loops; rounds run on one worker at a time. May use {@code disk},
 * {@code loop} and {@code clock}, and knows nothing of logs: only files, offsets and bytes. Start
 * reading at {@link io.antipode.replication.journal.SyncJournal}.
 */
@NullMarked
package io.antipode.replication.journal;

import org.jspecify.annotations.NullMarked;
