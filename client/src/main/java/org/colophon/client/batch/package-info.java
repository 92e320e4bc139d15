/** Items that one record gives a time: read, kept with their salts, and proven one by one. */
@NullMarked
package org.colophon.client.batch;

import org.jspecify.annotations.NullMarked;
