package io.antipode.load.checker;

import io.antipode.load.history.Evidence;
import io.antipode.load.history.Sample;

/** No sample of memory, a queue or another bounded thing is above its limit. */
public final class Bounded implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    for (Sample sample : evidence.samples()) {
      Double limit = evidence.limits().get(sample.name());
      if (limit != null) {
        looked++;
        if (!(sample.value() <= limit)) {
          return Verdict.violation(
              "%s of %s is %s at %d ms, above its limit %s"
                  .formatted(
                      sample.name(),
                      sample.region(),
                      sample.value(),
                      sample.atNs() / 1_000_000,
                      limit));
        }
      }
    }
    return new Verdict.Ok(looked);
  }
}
