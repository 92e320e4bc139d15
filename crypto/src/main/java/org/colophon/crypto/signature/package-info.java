/**
 * Signatures over records: one strict rule of validity whatever the provider, key names, signing
 * keys and their files.
 */
@NullMarked
package org.colophon.crypto.signature;

import org.jspecify.annotations.NullMarked;
