/** Verifies evidence with nothing but the evidence: no network, no node, no profile. */
@NullMarked
package org.colophon.verifier;

import org.jspecify.annotations.NullMarked;
