package io.antipode.replication.link;

import io.antipode.cluster.topology.Region;
import java.util.Map;

/**
 * One region's connections to its peer regions, as a port. A link is a sequence of sessions. Within
 * one session frames arrive whole, once and in order; a lost, repeated or reordered frame ends the
 * session and a new one begins. A frame sent while no session is up is dropped.
 */
public interface Links {
  /**
   * Hears what comes from peers; called on a thread of the links' choosing, one call at a time for
   * one peer.
   */
  interface Listener {
    /** A new session with this peer; nothing of an earlier one will arrive any more. */
    void up(Region peer);

    void down(Region peer);

    /** A whole frame; the array is the listener's from now on. */
    void frame(Region peer, byte[] frame);
  }

  /** Starts connecting and accepting; once. */
  void start(Listener listener);

  /**
   * Sends a frame, or drops it where no session is up; any thread; the array is the link's from now
   * on.
   */
  void send(Region peer, byte[] frame);

  /**
   * Bytes taken by {@link #send} for that peer and not yet on the wire: senders pause above a
   * bound.
   */
  long queuedBytes(Region peer);

  /**
   * Why there is no session with a peer, for people; nothing of those with which there is one, or
   * of which nothing is known. Any thread.
   */
  default Map<Region, String> troubles() {
    return Map.of();
  }

  void close();
}
