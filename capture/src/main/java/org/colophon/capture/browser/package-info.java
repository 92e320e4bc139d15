/** Chromium: started in an empty profile, driven over a pipe, ended for certain. */
@NullMarked
package org.colophon.capture.browser;

import org.jspecify.annotations.NullMarked;
