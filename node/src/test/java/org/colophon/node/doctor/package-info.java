/** Tests of what the doctor finds. */
@NullMarked
package org.colophon.node.doctor;

import org.jspecify.annotations.NullMarked;
