/**
 * Signed notes, checkpoints, cosignatures, policies and proofs as C2SP writes them (signed-note,
 * tlog-checkpoint, tlog-cosignature, tlog-policy, tlog-proof).
 */
@NullMarked
package org.colophon.crypto.note;

import org.jspecify.annotations.NullMarked;
