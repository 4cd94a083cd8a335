/**
 * What the API says, whatever action says it: the model of requests and answers, how requests are
 * decoded by it, and errors with their types and texts. Values, any thread; a {@link
 * io.antipode.node.api.Fields} belongs to the request's. Sees JSON, items, and the exception of
 * expressions. Start reading at {@link io.antipode.node.api.ApiModel}, then {@link
 * io.antipode.node.api.Structure}.
 */
@NullMarked
package io.antipode.node.api;

import org.jspecify.annotations.NullMarked;
