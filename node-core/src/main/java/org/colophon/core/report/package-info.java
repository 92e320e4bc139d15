/**
 * Reports on works, subjects and cases: what the records of a chain say up to a block, as one
 * document that every node makes with the same bytes.
 */
@NullMarked
package org.colophon.core.report;

import org.jspecify.annotations.NullMarked;
