/**
 * {@code ./antipode chaos strangers}: what reaches a port and is no client. Bytes of every kind are
 * sent to every port that a process listens on, while a client goes on reading and a table has to
 * stay as it is. Start reading at {@link io.antipode.load.stranger.StrangersCommand}.
 */
@NullMarked
package io.antipode.load.stranger;

import org.jspecify.annotations.NullMarked;
