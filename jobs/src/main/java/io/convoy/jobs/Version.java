package io.convoy.jobs;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which Convoy this is. */
final class Version implements IVersionProvider {

  /** Returns the version in the jar's manifest; classes outside a jar are under development. */
  static String convoy() {
    return Optional.ofNullable(Convoy.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"convoy " + convoy()};
  }
}
