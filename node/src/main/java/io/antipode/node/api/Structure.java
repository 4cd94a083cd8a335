package io.antipode.node.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * A structure of the model. Its members have the order in which AWS reports violations of their
 * constraints; a member's index in that order is where {@link Fields} keep its value. Who works
 * with a member looks its index up once, in a static final, so that a name that the model lacks
 * fails at start. Immutable but for the note of who was asked for; any thread.
 */
public final class Structure implements Shape {
  private final String name;
  private final List<Member> members;

  /** Open addressing by {@link #hash}: indexes of members, or -1. */
  private final short[] byHash;

  private final byte[][] utf8Names;

  /** 1 for each member that somebody has looked up. */
  private final AtomicIntegerArray lookedUp;

  /**
   * One member.
   *
   * @param path the name as older messages of the service write it
   * @param bare whether messages about it, and all that is in it, tell no values
   * @param refusal why a request must not have it; null where it may
   */
  public record Member(
      String name,
      String path,
      Shape shape,
      boolean required,
      boolean bare,
      @Nullable String refusal) {
    Member(String name, Shape shape, boolean required, boolean bare, @Nullable String refusal) {
      this(
          name,
          Character.toLowerCase(name.charAt(0)) + name.substring(1),
          shape,
          required,
          bare,
          refusal);
    }
  }

  Structure(String name, List<Member> members) {
    this.name = name;
    this.members = List.copyOf(members);
    lookedUp = new AtomicIntegerArray(members.size());
    utf8Names = new byte[members.size()][];
    byHash = new short[Math.max(2, Integer.highestOneBit(members.size()) * 4)];
    Arrays.fill(byHash, (short) -1);
    for (int i = 0; i < members.size(); i++) {
      byte[] utf8 = members.get(i).name().getBytes(StandardCharsets.UTF_8);
      utf8Names[i] = utf8;
      int slot = hash(utf8, 0, utf8.length) & (byHash.length - 1);
      while (byHash[slot] >= 0) {
        slot = (slot + 1) & (byHash.length - 1);
      }
      byHash[slot] = (short) i;
    }
  }

  /** The name in the model, as the service's messages show it. */
  public String name() {
    return name;
  }

  public List<Member> members() {
    return members;
  }

  /** Whether there is a member of that name. */
  public boolean has(String member) {
    return members.stream().anyMatch(each -> each.name().equals(member));
  }

  /** The index of a member that there is. */
  public int index(String member) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).name().equals(member)) {
        lookedUp.set(i, 1);
        return i;
      }
    }
    throw new IllegalArgumentException("the model's " + name + " has no member " + member);
  }

  /** Whether somebody has looked a member up, and so works with it. */
  public boolean isLookedUp(int index) {
    return lookedUp.get(index) != 0;
  }

  /** The index of the member whose name has these UTF-8 bytes, or -1. */
  int find(byte[] utf8, int offset, int lengthBytes) {
    int slot = hash(utf8, offset, lengthBytes) & (byHash.length - 1);
    while (byHash[slot] >= 0) {
      byte[] known = utf8Names[byHash[slot]];
      if (Arrays.equals(known, 0, known.length, utf8, offset, offset + lengthBytes)) {
        return byHash[slot];
      }
      slot = (slot + 1) & (byHash.length - 1);
    }
    return -1;
  }

  /** Length and three letters tell the members of every structure of the model well apart. */
  private static int hash(byte[] utf8, int offset, int lengthBytes) {
    if (lengthBytes == 0) {
      return 0;
    }
    int middle = utf8[offset + lengthBytes / 2];
    int hash =
        ((lengthBytes * 31 + utf8[offset]) * 31 + middle) * 31 + utf8[offset + lengthBytes - 1];
    return hash ^ hash >>> 5;
  }

  @Override
  public String toString() {
    return name;
  }
}
