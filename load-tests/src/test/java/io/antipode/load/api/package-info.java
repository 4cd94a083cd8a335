/**
 * Whether the API is whole: every member that the AWS SDK for Java knows is handled, refused, or
 * listed with its reason. Start reading at {@link io.antipode.load.api.SdkMembersTest}.
 */
@NullMarked
package io.antipode.load.api;

import org.jspecify.annotations.NullMarked;
