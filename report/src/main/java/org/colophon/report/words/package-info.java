/** What documents say in one language or two: their texts, and values as a person reads them. */
@NullMarked
package org.colophon.report.words;

import org.jspecify.annotations.NullMarked;
