/** COSE receipts for sealed records: issued by a node, verified by anybody. */
@NullMarked
package org.colophon.core.evidence.receipt;

import org.jspecify.annotations.NullMarked;
