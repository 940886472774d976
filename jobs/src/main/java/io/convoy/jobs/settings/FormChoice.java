package io.convoy.jobs.settings;

import io.convoy.mixture.PerformanceForm;
import java.util.Locale;

/** Which coefficients {@code project} fits. */
public enum FormChoice {
  /** As many as the pilots can tell. */
  AUTO,
  /** Of transport cost, shares, their squares and products. */
  FULL,
  /** Of transport cost and shares. */
  LINEAR;

  /** Pilots of a size per coefficient from which on all coefficients are fitted. */
  private static final int PILOTS_PER_COEFFICIENT = 2;

  /**
   * Returns the form to fit.
   *
   * @param pilots of the size that has fewest
   */
  public PerformanceForm form(int pilots, int sources) {
    return switch (this) {
      case FULL -> PerformanceForm.FULL;
      case LINEAR -> PerformanceForm.LINEAR;
      case AUTO ->
          pilots >= PILOTS_PER_COEFFICIENT * PerformanceForm.FULL.coefficients(sources)
              ? PerformanceForm.FULL
              : PerformanceForm.LINEAR;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
