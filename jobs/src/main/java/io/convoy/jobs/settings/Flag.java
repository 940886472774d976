package io.convoy.jobs.settings;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code on} and {@code off}, and {@code true} and {@code false} as HOCON writes them. */
final class Flag implements ITypeConverter<Boolean> {

  @Override
  public Boolean convert(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw new TypeConversionException("expected on or off but was '" + text + "'");
    };
  }
}
