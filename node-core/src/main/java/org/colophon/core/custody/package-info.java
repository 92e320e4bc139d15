/** Private matter: openings encrypted to recipients, and the receipts of those who keep them. */
@NullMarked
package org.colophon.core.custody;

import org.jspecify.annotations.NullMarked;
