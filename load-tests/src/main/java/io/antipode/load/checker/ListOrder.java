package io.antipode.load.checker;

import io.antipode.load.history.Op;
import java.util.List;

/**
 * The order of a list's appends, as far as it is known.
 *
 * @param elements the longest read
 * @param reader who saw it
 */
record ListOrder(List<Long> elements, Op reader) {}
