package io.convoy.jobs.settings;

import io.convoy.transport.Epsilon;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options of jobs that have not moved read an epsilon. */
final class TransportOptions {

  private TransportOptions() {}

  static final class EpsilonConverter implements ITypeConverter<Epsilon> {
    @Override
    public Epsilon convert(String text) {
      try {
        return Epsilon.parse(text);
      } catch (IllegalArgumentException badValue) {
        throw new TypeConversionException(badValue.getMessage());
      }
    }
  }
}
