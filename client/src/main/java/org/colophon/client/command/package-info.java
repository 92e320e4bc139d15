/** The commands, one class for each. */
@NullMarked
package org.colophon.client.command;

import org.jspecify.annotations.NullMarked;
