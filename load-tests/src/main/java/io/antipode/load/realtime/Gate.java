package io.antipode.load.realtime;

import io.antipode.load.workload.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Keeps clients from a region that answers nothing: after an unknown outcome their next calls wait
 * until a harmless question is answered. An outage then costs each client one unknown outcome, and
 * not one for every timeout that it lasts; all that wait fall upon the region as soon as it is
 * back. Confined to the event loop.
 *
 * <pre>
 *          unknown outcome
 *   OPEN ──────────────────► SHUT ──┐ asks, again and again
 *     ▲      an answer        │ ▲───┘
 *     └───────────────────────┘
 * </pre>
 */
final class Gate {
  /** Asks the region something that changes nothing; told whether it answered. */
  interface Question {
    void ask(Consumer<Boolean> answered);
  }

  private final Question question;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean shut;

  Gate(Question question) {
    this.question = question;
  }

  /** Makes the call, now or once the region answers. */
  void pass(Runnable call) {
    if (shut) {
      waiting.add(call);
    } else {
      call.run();
    }
  }

  /** Looks at an answer that came. */
  void saw(Reply reply) {
    if (reply.status() == Reply.UNKNOWN.status() && !shut) {
      shut = true;
      ask();
    }
  }

  private void ask() {
    question.ask(
        answered -> {
          if (!answered) {
            ask();
            return;
          }
          shut = false;
          while (!shut && !waiting.isEmpty()) {
            waiting.poll().run();
          }
        });
  }
}
