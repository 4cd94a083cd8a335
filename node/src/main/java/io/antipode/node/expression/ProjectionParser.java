package io.antipode.node.expression;

import io.antipode.node.item.Item;
import java.util.Set;

/** Parses projections: {@code path (, path)*}. */
final class ProjectionParser extends Parser {
  ProjectionParser(String text, ExpressionContext context) {
    super("ProjectionExpression", text, context);
  }

  Projection parse() {
    PathTree paths = new PathTree();
    int count = 0;
    add(paths, count++);
    while (tokens.type == TokenType.COMMA) {
      tokens.advance();
      add(paths, count++);
    }
    finish();
    return new Projection(paths, paths.isFlat());
  }

  private void add(PathTree paths, int leaf) {
    String refusal = paths.add(path(), leaf);
    if (refusal != null) {
      refuseMeaning(refusal);
    }
  }

  /**
   * @param flat whether all paths are top-level attributes, which are copied as bytes
   */
  record Projection(PathTree paths, boolean flat) implements ProjectionExpression {
    @Override
    public Item apply(Item item) {
      return flat ? item.only(paths.roots()) : Excerpt.of(item, paths);
    }

    @Override
    public Set<String> topLevelNames() {
      return paths.roots();
    }
  }
}
