package io.antipode.node.expression;

/** An operand or a predicate: which of them a text has, shows only after a parenthesis is read. */
public sealed interface Term permits Operand, Predicate {}
