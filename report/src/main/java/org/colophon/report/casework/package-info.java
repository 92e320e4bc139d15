/** Reports on works, subjects and cases, for a person to read. */
@NullMarked
package org.colophon.report.casework;

import org.jspecify.annotations.NullMarked;
