package org.colophon.node.delivery;

import org.colophon.config.NodeConfig;

/**
 * What a court's node takes.
 *
 * @param perSenderBytes of all deliveries of one sender
 * @param totalBytes of all deliveries
 * @param freeBytes that stay free on the disk
 * @param unfinishedMs until what is not whole and submitted is dropped
 * @param keepAnsweredMs from the court's answer on
 */
record DeliveryLimits(
    long perSenderBytes, long totalBytes, long freeBytes, long unfinishedMs, long keepAnsweredMs) {
  private static final long DAY_MS = 24L * 60 * 60 * 1000;

  static DeliveryLimits of(NodeConfig.Delivery settings) {
    return new DeliveryLimits(
        (long) settings.perSenderMb() << 20,
        (long) settings.totalMb() << 20,
        (long) settings.freeMb() << 20,
        settings.unfinishedDays() * DAY_MS,
        settings.keepAnsweredDays() * DAY_MS);
  }
}
