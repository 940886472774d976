package io.convoy.jobs.settings;

/** What another value of a setting changes. */
public enum Concern {
  /** What is computed: a rerun with another value is another run. */
  PROBLEM,
  /** How much may be spent on it: an exhausted run given more goes on. */
  BUDGET,
  /** Where, how loudly or how safely it is computed; never the result. */
  EXECUTION
}
