package org.colophon.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** This program, as it stands in a record. */
final class Tool {
  static final String NAME = "colophon capture";

  private Tool() {}

  /** The version that was built. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream in = Tool.class.getResourceAsStream("capture.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("capture.properties", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
