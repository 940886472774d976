package io.convoy.spark.run;

import java.util.Locale;

/** Amounts of memory as people read them. */
public final class Bytes {

  private Bytes() {}

  /** Returns an amount to about two digits: {@code 512 B}, {@code 1.5 GiB}. */
  public static String text(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double amount = bytes;
    int unit = 0;
    for (; amount >= 1024; unit++) {
      amount /= 1024;
    }
    return String.format(
        Locale.ROOT, unit == 0 || amount >= 100 ? "%.0f %s" : "%.1f %s", amount, units[unit]);
  }
}
