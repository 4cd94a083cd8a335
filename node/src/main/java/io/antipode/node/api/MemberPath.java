package io.antipode.node.api;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a request the check stands: a stack of members, positions in lists and keys of maps. It
 * costs next to nothing while all is well, since text is made only for a message. The service
 * writes it in two ways: {@code requestItems.T.member.keys}, and in its newer messages as the model
 * spells it, {@code RequestItems.T.member.Keys}.
 */
final class MemberPath {
  private final List<Object> steps = new ArrayList<>();

  /** Steps to the first member whose violations are told bare; 0 for none. */
  private int bareFrom;

  void clear() {
    steps.clear();
    bareFrom = 0;
  }

  void enter(Structure.Member member) {
    steps.add(member);
    if (member.bare() && bareFrom == 0) {
      bareFrom = steps.size();
    }
  }

  void enterElement(int index) {
    steps.add(index);
  }

  void enterEntry(String key) {
    steps.add(key);
  }

  void leave() {
    steps.removeLast();
    if (steps.size() < bareFrom) {
      bareFrom = 0;
    }
  }

  /** Whether messages leave the value out. */
  boolean isBare() {
    return bareFrom > 0;
  }

  @Override
  public String toString() {
    return text(isBare());
  }

  /** As the service's older messages have it, whatever stands on the way. */
  String camelCase() {
    return text(false);
  }

  private String text(boolean bare) {
    StringBuilder text = new StringBuilder();
    for (Object step : steps) {
      if (!text.isEmpty()) {
        text.append('.');
      }
      switch (step) {
        case Structure.Member member -> text.append(bare ? member.name() : member.path());
        case Integer index -> text.append(index + 1).append(".member");
        default -> text.append(step).append(".member");
      }
    }
    return text.toString();
  }
}
