/** Private matter: encrypted for recipients, kept by validators, opened again. */
@NullMarked
package org.colophon.client.custody;

import org.jspecify.annotations.NullMarked;
