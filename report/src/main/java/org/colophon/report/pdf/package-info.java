/** PDF files for archives (PDF/A-3b, ISO 19005-3) with attached parts and a place to be signed. */
@NullMarked
package org.colophon.report.pdf;

import org.jspecify.annotations.NullMarked;
