/** Questions that a ledger answers, as typed views; nothing here changes anything. */
@NullMarked
package org.colophon.core.query;

import org.jspecify.annotations.NullMarked;
