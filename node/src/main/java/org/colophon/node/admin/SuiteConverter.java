package org.colophon.node.admin;

import org.colophon.core.membership.Suite;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a suite as a genesis and the documents write it. */
final class SuiteConverter implements ITypeConverter<Suite> {
  @Override
  public Suite convert(String label) {
    try {
      return Suite.ofLabel(label);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + label + "' " + e.getMessage());
    }
  }
}
