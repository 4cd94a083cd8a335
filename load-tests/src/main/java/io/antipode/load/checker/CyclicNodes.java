package io.antipode.load.checker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes of a directed graph that lie on cycles: those in strongly connected components of more
 * than one node (Tarjan, SIAM J. Comput. 1972), without recursion.
 */
final class CyclicNodes {
  private static final int UNSEEN = -1;

  private final List<? extends Set<Integer>> edges;
  private final int[] index;
  private final int[] low;
  private final boolean[] onStack;
  private final Deque<Integer> stack = new ArrayDeque<>();
  private final Set<Integer> cyclic = new TreeSet<>();
  private int next;

  private record Frame(int node, Iterator<Integer> successors) {}

  CyclicNodes(List<? extends Set<Integer>> edges) {
    this.edges = edges;
    index = new int[edges.size()];
    Arrays.fill(index, UNSEEN);
    low = new int[edges.size()];
    onStack = new boolean[edges.size()];
  }

  Set<Integer> find() {
    for (int root = 0; root < edges.size(); root++) {
      if (index[root] == UNSEEN) {
        visit(root);
      }
    }
    return cyclic;
  }

  private void visit(int root) {
    Deque<Frame> frames = new ArrayDeque<>();
    frames.push(enter(root));
    while (!frames.isEmpty()) {
      Frame frame = frames.element();
      if (frame.successors.hasNext()) {
        int to = frame.successors.next();
        if (index[to] == UNSEEN) {
          frames.push(enter(to));
        } else if (onStack[to]) {
          low[frame.node] = Math.min(low[frame.node], index[to]);
        }
      } else {
        frames.pop();
        leave(frame.node);
        if (!frames.isEmpty()) {
          int parent = frames.element().node;
          low[parent] = Math.min(low[parent], low[frame.node]);
        }
      }
    }
  }

  private Frame enter(int node) {
    index[node] = next;
    low[node] = next++;
    stack.push(node);
    onStack[node] = true;
    return new Frame(node, edges.get(node).iterator());
  }

  private void leave(int node) {
    if (low[node] != index[node]) {
      return;
    }
    List<Integer> component = new ArrayList<>();
    int member;
    do {
      member = stack.pop();
      onStack[member] = false;
      component.add(member);
    } while (member != node);
    if (component.size() > 1) {
      cyclic.addAll(component);
    }
  }
}
