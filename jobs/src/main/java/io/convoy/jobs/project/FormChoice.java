package io.convoy.jobs.project;

import io.convoy.mixture.PerformanceForm;
import java.util.List;
import java.util.Locale;

/** Which coefficients {@code project} fits. */
enum FormChoice {
  /** Those that say more of pilots left out, if there are enough pilots. */
  AUTO,
  /** Of transport cost, shares, their squares and products. */
  FULL,
  /** Of transport cost and shares. */
  LINEAR;

  /** Returns the forms to choose from, that of fewest coefficients first. */
  List<PerformanceForm> forms() {
    return switch (this) {
      case AUTO -> List.of(PerformanceForm.LINEAR, PerformanceForm.FULL);
      case FULL -> List.of(PerformanceForm.FULL);
      case LINEAR -> List.of(PerformanceForm.LINEAR);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
