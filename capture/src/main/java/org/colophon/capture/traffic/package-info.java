/** What went over the network, by the browser's own log of it, as WARC. */
@NullMarked
package org.colophon.capture.traffic;

import org.jspecify.annotations.NullMarked;
