/**
 * The actions about backups, point-in-time recovery and restores: requests are checked as AWS
 * checks them, and handed to {@code node.backup}. Stateless, on any event loop. Start reading at
 * {@link io.antipode.node.operation.backup.CreateBackup}. What no document of AWS tells (texts, the
 * order of checks) is as others have seen it on AWS in October 2026.
 */
@NullMarked
package io.antipode.node.operation.backup;

import org.jspecify.annotations.NullMarked;
