/**
 * Archive trees and evidence records of RFC 4998: proof that outlives the keys and algorithms it
 * was made with.
 */
@NullMarked
package org.colophon.crypto.ers;

import org.jspecify.annotations.NullMarked;
