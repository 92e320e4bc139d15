/** Deliveries to courts: packed and sent by a party, fetched and checked by the court. */
@NullMarked
package org.colophon.client.delivery;

import org.jspecify.annotations.NullMarked;
