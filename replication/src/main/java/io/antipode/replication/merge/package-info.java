/**
 * Last writer wins, and what is kept of the losers. Pure; any thread. Start reading at {@link
 * io.antipode.replication.merge.LastWriterWins}.
 */
@NullMarked
package io.antipode.replication.merge;

import org.jspecify.annotations.NullMarked;
