package io.convoy.geometry;

/** The type in which points are packed and exponents are computed; sums over rows are in double. */
public enum Precision {
  /** 24 bits: twice the speed, with an error of about {@code 2^-24} times the exponents' range. */
  FLOAT,

  /** 53 bits. */
  DOUBLE;

  /** Returns the name used in settings and reports. */
  public String label() {
    return this == FLOAT ? "float" : "double";
  }
}
