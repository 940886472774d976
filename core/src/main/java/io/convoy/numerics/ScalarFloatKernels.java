package io.convoy.numerics;

/** The provider without vectors: the oracle, and the way out where the vector module is missing. */
final class ScalarFloatKernels extends FloatKernels {

  @Override
  int atLeastK(float[] tile, int at, float row, float[] least, int from, int width, int[] to) {
    int found = 0;
    for (int p = 0; p < width; p++) {
      if (tile[at + p] >= row + least[from + p]) {
        to[found++] = from + p;
      }
    }
    return found;
  }

  @Override
  void productK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max) {
    for (int r = first * GROUP; r < (first + groups) * GROUP; r++) {
      for (int p = from; p < to; p++) {
        for (int lane = 0; lane < PANEL; lane++) {
          float product = 0;
          for (int k0 = 0; k0 < d; k0 += STRETCH) {
            float stretch = 0;
            for (int k = k0; k < Math.min(d, k0 + STRETCH); k++) {
              stretch = Math.fma(row(x, r, d, k), column(panels, list[p], lane, d, k), stretch);
            }
            product = k0 > 0 ? stretch + product : stretch;
          }
          float u = product + bias[list[p] * PANEL + lane];
          tile[at + (r - first * GROUP) * stride + (p - from) * PANEL + lane] = u;
          max[r] = Math.max(max[r], u);
        }
      }
    }
  }

  @Override
  void distanceK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      double p,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max) {
    for (int r = first * GROUP; r < (first + groups) * GROUP; r++) {
      for (int q = from; q < to; q++) {
        for (int lane = 0; lane < PANEL; lane++) {
          float sum = 0;
          for (int k0 = 0; k0 < d; k0 += STRETCH) {
            float stretch = 0;
            for (int k = k0; k < Math.min(d, k0 + STRETCH); k++) {
              float difference = row(x, r, d, k) - column(panels, list[q], lane, d, k);
              stretch =
                  p == 1
                      ? stretch + Math.abs(difference)
                      : Math.fma(difference, difference, stretch);
            }
            sum = k0 > 0 ? stretch + sum : stretch;
          }
          float norm = p == 1 ? sum : (float) Math.sqrt(sum);
          float u = Math.fma(norm, -scale, bias[list[q] * PANEL + lane]);
          tile[at + (r - first * GROUP) * stride + (q - from) * PANEL + lane] = u;
          max[r] = Math.max(max[r], u);
        }
      }
    }
  }

  private static float row(float[] x, int r, int d, int k) {
    return x[(r / GROUP) * GROUP * d + k * GROUP + r % GROUP];
  }

  private static float column(float[] panels, int panel, int lane, int d, int k) {
    return panels[panel * PANEL * d + k * PANEL + lane];
  }

  @Override
  void affineK(
      float[] tile,
      int at,
      int rows,
      int stride,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] max) {
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
  void powersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums) {
    sumPowersK(x, group, d, panels, bias, weight, list, from, to, reference, sums);
    for (int r = 0; r < GROUP; r++) {
      int row = group * GROUP + r;
      for (int p = from; p < to; p++) {
        for (int lane = 0; lane < PANEL; lane++) {
          tile[at + r * stride + (p - from) * PANEL + lane] =
              power(x, row, d, panels, bias, list[p], lane, reference[row]);
        }
      }
    }
  }

  @Override
  void productPowersK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums) {
    float[] max = new float[(first + groups) * GROUP];
    productK(x, first, groups, d, panels, bias, list, from, to, tile, at, stride, max);
    for (int r = 0; r < groups * GROUP; r++) {
      int row = first * GROUP + r;
      sums[row] = exponentiateK(tile, at + r * stride, reference[row], weight, list, from, to);
    }
  }

  @Override
  void sumPowersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      double[] sums) {
    for (int row = group * GROUP; row < (group + 1) * GROUP; row++) {
      float[] strip = new float[PANEL];
      for (int p = from; p < to; p++) {
        for (int lane = 0; lane < PANEL; lane++) {
          float power = power(x, row, d, panels, bias, list[p], lane, reference[row]);
          strip[lane] = Math.fma(power, weight[list[p] * PANEL + lane], strip[lane]);
        }
      }
      double[] lanes = new double[PANEL];
      for (int lane = 0; lane < PANEL; lane++) {
        lanes[lane] = strip[lane];
      }
      sums[row] = Kernels.join(lanes);
    }
  }

  @Override
  void spreadPowersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] factors,
      float[] sums) {
    for (int p = from; p < to; p++) {
      for (int lane = 0; lane < PANEL; lane++) {
        int j = list[p] * PANEL + lane;
        for (int row = group * GROUP; row < (group + 1) * GROUP; row++) {
          float power = power(x, row, d, panels, bias, list[p], lane, reference[row]);
          sums[j] = Math.fma(power, factors[row], sums[j]);
        }
      }
    }
  }

  /** Returns the power of a pair whose exponent is the bias plus the inner product. */
  private static float power(
      float[] x,
      int row,
      int d,
      float[] panels,
      float[] bias,
      int panel,
      int lane,
      float reference) {
    float depth = reference - bias[panel * PANEL + lane];
    for (int k = 0; k < d; k++) {
      depth = Math.fma(-row(x, row, d, k), column(panels, panel, lane, d, k), depth);
    }
    return powerOfHalf(depth);
  }

  @Override
  double exponentiateK(
      float[] tile, int at, float reference, float[] weight, int[] list, int from, int to) {
    double[] lanes = new double[PANEL];
    for (int start = from; start < to; start += STRIP) {
      float[] strip = new float[PANEL];
      for (int p = start; p < Math.min(to, start + STRIP); p++) {
        for (int lane = 0; lane < PANEL; lane++) {
          int i = at + (p - from) * PANEL + lane;
          tile[i] = powerOfHalf(reference - tile[i]);
          strip[lane] = Math.fma(tile[i], weight[list[p] * PANEL + lane], strip[lane]);
        }
      }
      for (int lane = 0; lane < PANEL; lane++) {
        lanes[lane] += strip[lane];
      }
    }
    return Kernels.join(lanes);
  }

  /** Returns 2^-depth. */
  private static float powerOfHalf(float depth) {
    float x = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(depth), DEEPEST));
    float rounded = x + ROUND;
    float f = rounded - ROUND - x;
    float p = Math.fma(C5, f, C4);
    p = Math.fma(p, f, C3);
    p = Math.fma(p, f, C2);
    p = Math.fma(p, f, C1);
    p = Math.fma(p, f, 1f);
    int whole = Math.max(Float.floatToRawIntBits(rounded), HIGHEST);
    return Float.intBitsToFloat(Float.floatToRawIntBits(p) - (whole << 23));
  }

  @Override
  void accumulateK(
      float[] tile,
      int at,
      int stride,
      float[] factors,
      int group,
      int[] list,
      int from,
      int to,
      float[] sums) {
    for (int p = from; p < to; p++) {
      for (int lane = 0; lane < PANEL; lane++) {
        int j = list[p] * PANEL + lane;
        for (int r = 0; r < GROUP; r++) {
          float power = tile[at + r * stride + (p - from) * PANEL + lane];
          sums[j] = Math.fma(power, factors[group * GROUP + r], sums[j]);
        }
      }
    }
  }
}
