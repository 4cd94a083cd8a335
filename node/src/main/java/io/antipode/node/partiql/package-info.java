/**
 * PartiQL as DynamoDB speaks it: a scanner and a parser by recursive descent, from a statement's
 * text to its syntax tree, with DynamoDB's words for what is no statement. What a statement does is
 * not known here ({@code node.operation.partiql} plans it): the tree says what is written. Pure,
 * bounded in depth and size, any thread; sees nothing but itself. Start reading at {@link
 * io.antipode.node.partiql.Statement}, then {@link io.antipode.node.partiql.StatementParser}.
 */
@NullMarked
package io.antipode.node.partiql;

import org.jspecify.annotations.NullMarked;
