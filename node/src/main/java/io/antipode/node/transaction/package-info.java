/**
 * Transactions over any shards of a region, after "Distributed Transactions at Scale in Amazon
 * DynamoDB" (USENIX ATC'23): one shot, two phases, and nobody waits for anybody.
 *
 * <pre>
 *   coordinator              home of the token            shards of the items
 *       │ begin ───────────────▶ under way                        │
 *       │ hold ──────────────────────────────────────────────────▶ held, in the log
 *       │ decide ──────────────▶ takes place, in the log          │
 *       │ settle ────────────────────────────────────────────────▶ written, held no more
 *       │ answer; end ─────────▶ under way no more                │
 * </pre>
 *
 * <p>Where any item can't be held nothing is decided, and what was held is let go. A coordinator
 * that dies leaves nothing open: what is held for long is asked for at its home ({@link
 * io.antipode.node.transaction.Resolver}), whose ledger says what took place, and that all else did
 * not. The paper orders transactions by time; here what is held says the same: a transaction takes
 * place at a moment at which it holds all of its items, so it is as if it were alone.
 *
 * <p>Coordinators belong to no loop: their steps run wherever the last answer to the step before
 * came. Sees actions and storage. Start reading at {@link
 * io.antipode.node.transaction.WriteTransaction}.
 */
@NullMarked
package io.antipode.node.transaction;

import org.jspecify.annotations.NullMarked;
