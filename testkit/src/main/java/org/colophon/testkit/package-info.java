/** Seeded worlds and faulty stores for tests. */
@NullMarked
package org.colophon.testkit;

import org.jspecify.annotations.NullMarked;
