package io.convoy.numerics;

/** The provider without vectors: the oracle, and the way out where the vector module is missing. */
final class ScalarKernels extends Kernels {

  static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  void productK(float[] x, int d, float[] panels, float[] bias, float[] tile, float[] max) {
    int columns = bias.length;
    for (int r = 0; r < ROWS; r++) {
      float highest = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        int at = (j / FLOAT_PANEL) * FLOAT_PANEL * d + j % FLOAT_PANEL;
        float product = 0;
        for (int k = 0; k < d; k++) {
          product = Math.fma(x[r * d + k], panels[at + k * FLOAT_PANEL], product);
        }
        float u = product + bias[j];
        tile[r * columns + j] = u;
        highest = Math.max(highest, u);
      }
      max[r] = highest;
    }
  }

  @Override
  void distanceK(
      float[] x, int d, float[] panels, float scale, float[] bias, float[] tile, float[] max) {
    int columns = bias.length;
    for (int r = 0; r < ROWS; r++) {
      float highest = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        int at = (j / FLOAT_PANEL) * FLOAT_PANEL * d + j % FLOAT_PANEL;
        float square = 0;
        for (int k = 0; k < d; k++) {
          float difference = x[r * d + k] - panels[at + k * FLOAT_PANEL];
          square = Math.fma(difference, difference, square);
        }
        float u = Math.fma((float) Math.sqrt(square), -scale, bias[j]);
        tile[r * columns + j] = u;
        highest = Math.max(highest, u);
      }
      max[r] = highest;
    }
  }

  @Override
  void affineK(float[] costs, float scale, float[] bias, float[] tile, float[] max) {
    int columns = bias.length;
    for (int r = 0; r < ROWS; r++) {
      float highest = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        float u = Math.fma(costs[r * columns + j], -scale, bias[j]);
        tile[r * columns + j] = u;
        highest = Math.max(highest, u);
      }
      max[r] = highest;
    }
  }

  @Override
  double exponentiateK(float[] tile, int from, float max, float[] weight) {
    int columns = weight.length;
    double[] sums = new double[FLOAT_PANEL];
    for (int start = 0; start < columns; start += STRIP * FLOAT_PANEL) {
      int end = Math.min(columns, start + STRIP * FLOAT_PANEL);
      float[] strip = new float[FLOAT_PANEL];
      for (int j = start; j < end; j++) {
        float power = powerOfHalf(max - tile[from + j]);
        tile[from + j] = power;
        strip[j % FLOAT_PANEL] = Math.fma(power, weight[j], strip[j % FLOAT_PANEL]);
      }
      for (int lane = 0; lane < FLOAT_PANEL; lane++) {
        sums[lane] += strip[lane];
      }
    }
    return join(sums);
  }

  /** Returns 2^-depth. */
  private static float powerOfHalf(float depth) {
    float x = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(depth), FLOAT_DEPTH));
    float rounded = x + FLOAT_ROUND;
    float f = rounded - FLOAT_ROUND - x;
    float p = Math.fma(F5, f, F4);
    p = Math.fma(p, f, F3);
    p = Math.fma(p, f, F2);
    p = Math.fma(p, f, F1);
    p = Math.fma(p, f, 1f);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(p) - (Float.floatToRawIntBits(rounded) << 23));
  }

  @Override
  void accumulateK(float[] tile, float[] factors, float[] sums) {
    int columns = sums.length;
    for (int j = 0; j < columns; j++) {
      float sum = sums[j];
      for (int r = 0; r < ROWS; r++) {
        sum = Math.fma(tile[r * columns + j], factors[r], sum);
      }
      sums[j] = sum;
    }
  }

  @Override
  void productK(double[] x, int d, double[] panels, double[] bias, double[] tile, double[] max) {
    int columns = bias.length;
    for (int r = 0; r < ROWS; r++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        int at = (j / DOUBLE_PANEL) * DOUBLE_PANEL * d + j % DOUBLE_PANEL;
        double product = 0;
        for (int k = 0; k < d; k++) {
          product = Math.fma(x[r * d + k], panels[at + k * DOUBLE_PANEL], product);
        }
        double u = product + bias[j];
        tile[r * columns + j] = u;
        highest = Math.max(highest, u);
      }
      max[r] = highest;
    }
  }

  @Override
  void distanceK(
      double[] x,
      int d,
      double[] panels,
      double scale,
      double[] bias,
      double[] tile,
      double[] max) {
    int columns = bias.length;
    for (int r = 0; r < ROWS; r++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        int at = (j / DOUBLE_PANEL) * DOUBLE_PANEL * d + j % DOUBLE_PANEL;
        double square = 0;
        for (int k = 0; k < d; k++) {
          double difference = x[r * d + k] - panels[at + k * DOUBLE_PANEL];
          square = Math.fma(difference, difference, square);
        }
        double u = Math.fma(Math.sqrt(square), -scale, bias[j]);
        tile[r * columns + j] = u;
        highest = Math.max(highest, u);
      }
      max[r] = highest;
    }
  }

  @Override
  void affineK(double[] costs, double scale, double[] bias, double[] tile, double[] max) {
    int columns = bias.length;
    for (int r = 0; r < ROWS; r++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        double u = Math.fma(costs[r * columns + j], -scale, bias[j]);
        tile[r * columns + j] = u;
        highest = Math.max(highest, u);
      }
      max[r] = highest;
    }
  }

  @Override
  double exponentiateK(double[] tile, int from, double max, double[] weight) {
    double[] sums = new double[DOUBLE_PANEL];
    for (int j = 0; j < weight.length; j++) {
      double power = powerOfHalf(max - tile[from + j]);
      tile[from + j] = power;
      sums[j % DOUBLE_PANEL] = Math.fma(power, weight[j], sums[j % DOUBLE_PANEL]);
    }
    return join(sums);
  }

  /** Returns 2^-depth. */
  private static double powerOfHalf(double depth) {
    double x = Double.longBitsToDouble(Math.min(Double.doubleToRawLongBits(depth), DOUBLE_DEPTH));
    double rounded = x + DOUBLE_ROUND;
    double f = rounded - DOUBLE_ROUND - x;
    double p = Math.fma(D11, f, D10);
    p = Math.fma(p, f, D9);
    p = Math.fma(p, f, D8);
    p = Math.fma(p, f, D7);
    p = Math.fma(p, f, D6);
    p = Math.fma(p, f, D5);
    p = Math.fma(p, f, D4);
    p = Math.fma(p, f, D3);
    p = Math.fma(p, f, D2);
    p = Math.fma(p, f, D1);
    p = Math.fma(p, f, 1.0);
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(p) - (Double.doubleToRawLongBits(rounded) << 52));
  }

  @Override
  void accumulateK(double[] tile, double[] factors, double[] sums) {
    int columns = sums.length;
    for (int j = 0; j < columns; j++) {
      double sum = sums[j];
      for (int r = 0; r < ROWS; r++) {
        sum = Math.fma(tile[r * columns + j], factors[r], sum);
      }
      sums[j] = sum;
    }
  }

  @Override
  double dotK(double[] tile, int from, double[] v) {
    double[] lanes = new double[DOUBLE_PANEL];
    for (int j = 0; j < v.length; j++) {
      lanes[j % DOUBLE_PANEL] = Math.fma(tile[from + j], v[j], lanes[j % DOUBLE_PANEL]);
    }
    return join(lanes);
  }

  @Override
  double dotK(double[] a, double[] b, int from, double[] v) {
    double[] lanes = new double[DOUBLE_PANEL];
    for (int j = 0; j < v.length; j++) {
      lanes[j % DOUBLE_PANEL] = Math.fma(a[from + j] * b[from + j], v[j], lanes[j % DOUBLE_PANEL]);
    }
    return join(lanes);
  }

  @Override
  void powerSumsK(
      double[] powers, double[] exponents, int from, double[] v, double[] y, double[] sums) {
    double[][] lanes = new double[POWER_SUMS][DOUBLE_PANEL];
    for (int j = 0; j < v.length; j++) {
      int lane = j % DOUBLE_PANEL;
      double e = powers[from + j];
      double u = exponents[from + j];
      double kept = e * y[j];
      lanes[0][lane] = Math.fma(e, v[j], lanes[0][lane]);
      lanes[1][lane] = Math.fma(e, u, lanes[1][lane]);
      lanes[2][lane] += kept;
      lanes[3][lane] = Math.fma(kept, v[j], lanes[3][lane]);
      lanes[4][lane] = Math.fma(kept, u, lanes[4][lane]);
    }
    for (int k = 0; k < POWER_SUMS; k++) {
      sums[k] = join(lanes[k]);
    }
  }

  @Override
  double minAffineK(double[] tile, int from, double scale, double[] v) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < v.length; j++) {
      lowest = Math.min(lowest, Math.fma(tile[from + j], -scale, v[j]));
    }
    return lowest;
  }
}
