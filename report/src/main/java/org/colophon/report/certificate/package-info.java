/** The certificate of evidence: what the evidence about one record says, for a person to read. */
@NullMarked
package org.colophon.report.certificate;

import org.jspecify.annotations.NullMarked;
