package io.convoy.jobs.settings;

import io.convoy.mixture.PerformanceForm;
import java.util.List;
import java.util.Locale;

/** Which coefficients {@code project} fits. */
public enum FormChoice {
  /** Those that say more of pilots left out, if there are enough pilots. */
  AUTO(PerformanceForm.LINEAR, PerformanceForm.FULL),
  /** Of transport cost, shares, their squares and products. */
  FULL(PerformanceForm.FULL),
  /** Of transport cost and shares. */
  LINEAR(PerformanceForm.LINEAR);

  private final List<PerformanceForm> forms;

  FormChoice(PerformanceForm... forms) {
    this.forms = List.of(forms);
  }

  /** Returns the forms to choose from, that of fewest coefficients first. */
  public List<PerformanceForm> forms() {
    return forms;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
