/** Records made, kept safe until they are acknowledged, and delivered. */
@NullMarked
package org.colophon.client.submit;

import org.jspecify.annotations.NullMarked;
