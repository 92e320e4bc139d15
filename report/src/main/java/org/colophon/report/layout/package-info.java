/**
 * A small kit for documents of text: pages, paragraphs, headings, lists and tables in Chinese and
 * English. It knows nothing of what a document says.
 *
 * <p>Lengths are points (1/72 inch). A block is cut into {@link org.colophon.report.layout.Strip
 * strips}, which a {@link org.colophon.report.layout.Flow} puts on pages; only then is anything
 * drawn, so that every page knows how many there are.
 */
@NullMarked
package org.colophon.report.layout;

import org.jspecify.annotations.NullMarked;
