/** Works by the words of their titles and by their identifiers: an index beside the ledger. */
@NullMarked
package org.colophon.search;

import org.jspecify.annotations.NullMarked;
