package io.convoy.jobs.settings;

/** What every job that writes tables is told beside its problem. */
public interface JobSettings {

  /** Returns where the result goes. */
  OutputSettings output();

  /**
   * Returns whether stopping short of the tolerance is exit code 4; of use to jobs that iterate.
   */
  default boolean strict() {
    return false;
  }
}
