package io.convoy.numerics;

/** The provider without vectors: the oracle, and the way out where the vector module is missing. */
final class ScalarDoubleKernels extends DoubleKernels {

  @Override
  void productK(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    for (int r = first * GROUP; r < (first + groups) * GROUP; r++) {
      for (int p = from; p < to; p++) {
        for (int lane = 0; lane < PANEL; lane++) {
          double product = 0;
          for (int k0 = 0; k0 < d; k0 += STRETCH) {
            double stretch = 0;
            for (int k = k0; k < Math.min(d, k0 + STRETCH); k++) {
              stretch = Math.fma(row(x, r, d, k), column(panels, list[p], lane, d, k), stretch);
            }
            product = k0 > 0 ? stretch + product : stretch;
          }
          double u = product + bias[list[p] * PANEL + lane];
          tile[at + (r - first * GROUP) * stride + (p - from) * PANEL + lane] = u;
          max[r] = Math.max(max[r], u);
        }
      }
    }
  }

  @Override
  void distanceK(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double p,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    for (int r = first * GROUP; r < (first + groups) * GROUP; r++) {
      for (int q = from; q < to; q++) {
        for (int lane = 0; lane < PANEL; lane++) {
          double sum = 0;
          for (int k0 = 0; k0 < d; k0 += STRETCH) {
            double stretch = 0;
            for (int k = k0; k < Math.min(d, k0 + STRETCH); k++) {
              double difference = row(x, r, d, k) - column(panels, list[q], lane, d, k);
              stretch =
                  p == 1
                      ? stretch + Math.abs(difference)
                      : Math.fma(difference, difference, stretch);
            }
            sum = k0 > 0 ? stretch + sum : stretch;
          }
          double norm = p == 1 ? sum : Math.sqrt(sum);
          double u = Math.fma(norm, -scale, bias[list[q] * PANEL + lane]);
          tile[at + (r - first * GROUP) * stride + (q - from) * PANEL + lane] = u;
          max[r] = Math.max(max[r], u);
        }
      }
    }
  }

  private static double row(double[] x, int r, int d, int k) {
    return x[(r / GROUP) * GROUP * d + k * GROUP + r % GROUP];
  }

  private static double column(double[] panels, int panel, int lane, int d, int k) {
    return panels[panel * PANEL * d + k * PANEL + lane];
  }

  @Override
  void affineK(
      double[] tile,
      int at,
      int rows,
      int stride,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] max) {
    for (int r = 0; r < rows; r++) {
      for (int p = from; p < to; p++) {
        for (int lane = 0; lane < PANEL; lane++) {
          int i = at + r * stride + (p - from) * PANEL + lane;
          tile[i] = Math.fma(tile[i], -scale, bias[list[p] * PANEL + lane]);
          max[r] = Math.max(max[r], tile[i]);
        }
      }
    }
  }

  @Override
  double exponentiateK(
      double[] tile, int at, double reference, double[] weight, int[] list, int from, int to) {
    double[] lanes = new double[PANEL];
    for (int p = from; p < to; p++) {
      for (int lane = 0; lane < PANEL; lane++) {
        int i = at + (p - from) * PANEL + lane;
        tile[i] = powerOfHalf(reference - tile[i]);
        lanes[lane] = Math.fma(tile[i], weight[list[p] * PANEL + lane], lanes[lane]);
      }
    }
    return Kernels.join(lanes);
  }

  /** Returns 2^-depth. */
  private static double powerOfHalf(double depth) {
    double x = Double.longBitsToDouble(Math.min(Double.doubleToRawLongBits(depth), DEEPEST));
    double rounded = x + ROUND;
    double f = rounded - ROUND - x;
    double p = Math.fma(C11, f, C10);
    p = Math.fma(p, f, C9);
    p = Math.fma(p, f, C8);
    p = Math.fma(p, f, C7);
    p = Math.fma(p, f, C6);
    p = Math.fma(p, f, C5);
    p = Math.fma(p, f, C4);
    p = Math.fma(p, f, C3);
    p = Math.fma(p, f, C2);
    p = Math.fma(p, f, C1);
    p = Math.fma(p, f, 1);
    long whole = Math.max(Double.doubleToRawLongBits(rounded), HIGHEST);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(p) - (whole << 52));
  }

  @Override
  void accumulateK(
      double[] tile,
      int at,
      int stride,
      double[] factors,
      int group,
      int[] list,
      int from,
      int to,
      double[] sums) {
    for (int p = from; p < to; p++) {
      for (int lane = 0; lane < PANEL; lane++) {
        int j = list[p] * PANEL + lane;
        for (int r = 0; r < GROUP; r++) {
          double power = tile[at + r * stride + (p - from) * PANEL + lane];
          sums[j] = Math.fma(power, factors[group * GROUP + r], sums[j]);
        }
      }
    }
  }

  @Override
  double dotK(double[] tile, int from, double[] v) {
    double[] lanes = new double[PANEL];
    for (int j = 0; j < v.length; j++) {
      lanes[j % PANEL] = Math.fma(tile[from + j], v[j], lanes[j % PANEL]);
    }
    return Kernels.join(lanes);
  }

  @Override
  double dotK(double[] a, double[] b, int from, double[] v) {
    double[] lanes = new double[PANEL];
    for (int j = 0; j < v.length; j++) {
      lanes[j % PANEL] = Math.fma(a[from + j] * b[from + j], v[j], lanes[j % PANEL]);
    }
    return Kernels.join(lanes);
  }

  @Override
  void powerSumsK(
      double[] powers,
      double[] exponents,
      int at,
      double[] v,
      double[] y,
      int[] list,
      int from,
      int to,
      double[] sums) {
    double[][] lanes = new double[POWER_SUMS][PANEL];
    for (int p = from; p < to; p++) {
      int entry = at + (p - from) * PANEL;
      int column = list[p] * PANEL;
      for (int lane = 0; lane < PANEL; lane++) {
        double e = powers[entry + lane];
        double u = exponents[entry + lane];
        double value = v[column + lane];
        double kept = e * y[column + lane];
        lanes[0][lane] = Math.fma(e, value, lanes[0][lane]);
        lanes[1][lane] = Math.fma(e, u, lanes[1][lane]);
        lanes[2][lane] += kept;
        lanes[3][lane] = Math.fma(kept, value, lanes[3][lane]);
        lanes[4][lane] = Math.fma(kept, u, lanes[4][lane]);
      }
    }
    for (int k = 0; k < POWER_SUMS; k++) {
      sums[k] = Kernels.join(lanes[k]);
    }
  }

  @Override
  double minAffineK(double[] tile, int at, double scale, double[] v, int[] list, int from, int to) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int p = from; p < to; p++) {
      int entry = at + (p - from) * PANEL;
      int column = list[p] * PANEL;
      for (int lane = 0; lane < PANEL; lane++) {
        lowest = Math.min(lowest, Math.fma(tile[entry + lane], -scale, v[column + lane]));
      }
    }
    return lowest;
  }
}
