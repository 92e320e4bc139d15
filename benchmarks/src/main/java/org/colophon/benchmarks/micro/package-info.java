/** The inner parts by themselves (JMH): {@code scripts/bench --micro}. */
@org.jspecify.annotations.NullMarked
package org.colophon.benchmarks.micro;
