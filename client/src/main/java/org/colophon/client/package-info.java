/** The colophon command and the offline verifier. */
@NullMarked
package org.colophon.client;

import org.jspecify.annotations.NullMarked;
