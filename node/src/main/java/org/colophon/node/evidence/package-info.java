/** Gives evidence: the bundle of a record, with the certificate that this node signs. */
@NullMarked
package org.colophon.node.evidence;

import org.jspecify.annotations.NullMarked;
