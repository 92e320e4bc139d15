/** What is printed: text for a terminal, JSON for programs. */
@NullMarked
package org.colophon.client.view;

import org.jspecify.annotations.NullMarked;
