package io.convoy.jobs.lasso;

import java.util.Locale;

/** What two coordinates are. */
public enum Geography {
  /** Degrees of latitude and longitude; distances are great circles in miles. */
  EARTH,
  /** Points of a plane. */
  PLANE;

  private static final double EARTH_RADIUS_MILES = 3958.8;

  /** Returns the distance of two points. */
  public double distance(double a, double b, double otherA, double otherB) {
    if (this == PLANE) {
      return Math.hypot(a - otherA, b - otherB);
    }
    double up = Math.sin(Math.toRadians(otherA - a) / 2);
    double across = Math.sin(Math.toRadians(otherB - b) / 2);
    double chord =
        up * up + Math.cos(Math.toRadians(a)) * Math.cos(Math.toRadians(otherA)) * across * across;
    return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(chord)));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
