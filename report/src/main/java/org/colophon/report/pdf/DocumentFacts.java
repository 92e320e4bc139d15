package org.colophon.report.pdf;

import java.time.Instant;

/**
 * What a file says of itself.
 *
 * @param title plain text of the program's own, never what a user wrote
 * @param language of its text (BCP 47)
 * @param issuer who made it
 * @param at when, in whole seconds
 */
public record DocumentFacts(String title, String language, String issuer, Instant at) {}
