package io.convoy.geometry;

import io.convoy.numerics.FloatKernels;
import io.convoy.numerics.Kernels;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The pair parts of the costs of the blocks this process has seen, kept as long as the blocks are.
 * What is not there is computed, so nothing depends on what was kept.
 */
final class StoredPairs {

  private final PointCloud cloud;
  private final Map<PointBlock, float[][]> parts = Collections.synchronizedMap(new WeakHashMap<>());

  StoredPairs(PointCloud cloud) {
    this.cloud = cloud;
  }

  /** Returns a thread's access for one sweep. */
  Reader open(Exponents exponents) {
    return new Reader(this, exponents);
  }

  private float[][] of(PointBlock block) {
    float[][] known = parts.get(block);
    if (known == null) {
      known = cloud.pairParts(block);
      parts.put(block, known);
    }
    return known;
  }

  /** Exponents from stored pair parts. */
  static final class Reader implements FloatPairs {

    private final FloatKernels kernels = Kernels.best().floats();
    private final StoredPairs stored;
    private final Exponents exponents;
    private final double[] row;
    private final float[] absent;
    private float[][] rows = {};
    private PointBlock block;
    private float[][] parts;

    Reader(StoredPairs stored, Exponents exponents) {
      this.stored = stored;
      this.exponents = exponents;
      this.row = new double[stored.cloud.width()];
      this.absent = new float[exponents.padded()];
    }

    @Override
    public double pack(PointBlock of, int blockRow, int r) {
      if (block != of) {
        block = of;
        parts = stored.of(of);
      }
      if (rows.length <= r) {
        int filled = rows.length;
        rows = Arrays.copyOf(rows, filled + Kernels.GROUP);
        Arrays.fill(rows, filled, rows.length, absent);
      }
      rows[r] = parts[blockRow];
      stored.cloud.centredRow(of, blockRow, row);
      return stored.cloud.rowPart(row);
    }

    @Override
    public void exponents(
        int first,
        int groups,
        int[] list,
        int from,
        int to,
        float[] tile,
        int at,
        int stride,
        float[] max) {
      int count = groups * Kernels.GROUP;
      for (int r = 0; r < count; r++) {
        for (int p = from; p < to; p++) {
          int into = at + r * stride + (p - from) * Kernels.PANEL;
          System.arraycopy(rows[r], list[p] * Kernels.PANEL, tile, into, Kernels.PANEL);
        }
      }
      float scale = (float) -exponents.scale();
      kernels.affine(tile, at, count, stride, scale, exponents.floatBias(), list, from, to, max);
    }
  }
}
