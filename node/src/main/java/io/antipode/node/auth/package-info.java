/**
 * Who calls: for now the parsing of Signature Version 4, any signature being accepted. Pure. Start
 * reading at {@link io.antipode.node.auth.CredentialScope}.
 */
@NullMarked
package io.antipode.node.auth;

import org.jspecify.annotations.NullMarked;
