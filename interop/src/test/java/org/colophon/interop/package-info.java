/** Whether verifiers that this project did not write accept its evidence, and refuse it spoilt. */
@NullMarked
package org.colophon.interop;

import org.jspecify.annotations.NullMarked;
