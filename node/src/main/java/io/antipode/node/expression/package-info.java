/**
 * DynamoDB's expression language: lexer, parser, AST, evaluator. Pure; depends only on {@code
 * item}. Start reading at {@link io.antipode.node.expression.ExpressionContext}.
 */
@NullMarked
package io.antipode.node.expression;

import org.jspecify.annotations.NullMarked;
