/** Reports checked against the records that they rest on. */
@NullMarked
package org.colophon.client.report;

import org.jspecify.annotations.NullMarked;
