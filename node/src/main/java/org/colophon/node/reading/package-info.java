/** Gives out what is not for everybody: leases on the chain, a journal of reads, settlements. */
@NullMarked
package org.colophon.node.reading;

import org.jspecify.annotations.NullMarked;
