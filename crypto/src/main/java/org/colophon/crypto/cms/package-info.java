/**
 * Detached CMS signatures (RFC 5652, CAdES baseline B) and the PDF files that hold them (PAdES).
 */
@NullMarked
package org.colophon.crypto.cms;

import org.jspecify.annotations.NullMarked;
