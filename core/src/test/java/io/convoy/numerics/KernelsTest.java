package io.convoy.numerics;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The facade lets no array through that a kernel would run out of. */
class KernelsTest {

  private static final int W = Kernels.FLOAT_PANEL;
  private static final int V = Kernels.DOUBLE_PANEL;

  @Test
  void arraysThatFitAreTaken() {
    assertThatNoException().isThrownBy(() -> floatTiles(8, 2, 2 * W, W, 4 * W, 4));
    assertThatNoException().isThrownBy(() -> doubleTiles(8, 2, 2 * V, V, 4 * V, 4));
    for (int row = 0; row < 4; row++) {
      int last = row;
      assertThatNoException().isThrownBy(() -> floatRow((last + 1) * W, last, W));
      assertThatNoException().isThrownBy(() -> doubleRow((last + 1) * V, last, V));
    }
    assertThatNoException().isThrownBy(() -> accumulateFloats(4 * W, 4, W));
    assertThatNoException().isThrownBy(() -> accumulateDoubles(4 * V, 4, V));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("misfits")
  void arraysThatDoNotFitAreNamed(String what, int size, ThrowingCallable call) {
    assertThatIllegalArgumentException()
        .isThrownBy(call)
        .withMessage("the kernel's " + what + " do not fit, got " + size);
  }

  static Stream<Arguments> misfits() {
    Kernels kernels = Kernels.best();
    return Stream.of(
        misfit("columns", 0, () -> floatTiles(8, 2, 0, 0, 0, 4)),
        misfit("columns", W + 1, () -> floatTiles(8, 2, 2 * W + 2, W + 1, 4 * W + 4, 4)),
        misfit("row coordinates", 7, () -> floatTiles(7, 2, 2 * W, W, 4 * W, 4)),
        misfit("row coordinates", 8, () -> floatTiles(8, 0, 0, W, 4 * W, 4)),
        misfit("panel coordinates", 2 * W + 1, () -> floatTiles(8, 2, 2 * W + 1, W, 4 * W, 4)),
        misfit("panel coordinates", W, () -> floatTiles(8, 2, W, W, 4 * W, 4)),
        misfit("tile", 4 * W - 1, () -> floatTiles(8, 2, 2 * W, W, 4 * W - 1, 4)),
        misfit("maxima", 3, () -> floatTiles(8, 2, 2 * W, W, 4 * W, 3)),
        misfit("columns", V - 1, () -> doubleTiles(8, 2, 2 * V - 2, V - 1, 4 * V, 4)),
        misfit("row coordinates", 7, () -> doubleTiles(7, 2, 2 * V, V, 4 * V, 4)),
        misfit("panel coordinates", V, () -> doubleTiles(8, 2, V, V, 4 * V, 4)),
        misfit("tile", 4 * V - 1, () -> doubleTiles(8, 2, 2 * V, V, 4 * V - 1, 4)),
        misfit("maxima", 3, () -> doubleTiles(8, 2, 2 * V, V, 4 * V, 3)),
        misfit("columns", V, () -> affineFloats(4 * W, V, 4 * W, 4)),
        misfit("costs", 4 * W - 1, () -> affineFloats(4 * W - 1, W, 4 * W, 4)),
        misfit("tile", 3 * W, () -> affineFloats(4 * W, W, 3 * W, 4)),
        misfit("costs", 4 * V - 1, () -> affineDoubles(4 * V - 1, V, 4 * V, 4)),
        misfit("maxima", 0, () -> affineDoubles(4 * V, V, 4 * V, 0)),
        misfit("columns", 0, () -> floatRow(4 * W, 0, 0)),
        misfit("columns", V, () -> floatRow(4 * W, 0, V)),
        misfit("row", -1, () -> floatRow(4 * W, -1, W)),
        misfit("row", 4, () -> floatRow(5 * W, 4, W)),
        misfit("tile", 3 * W - 1, () -> floatRow(3 * W - 1, 2, W)),
        misfit("row", 4, () -> doubleRow(5 * V, 4, V)),
        misfit("tile", 3 * V - 1, () -> doubleRow(3 * V - 1, 2, V)),
        misfit("tile", 4 * W - 1, () -> accumulateFloats(4 * W - 1, 4, W)),
        misfit("factors", 3, () -> accumulateFloats(4 * W, 3, W)),
        misfit("tile", 4 * V - 1, () -> accumulateDoubles(4 * V - 1, 4, V)),
        misfit("factors", 3, () -> accumulateDoubles(4 * V, 3, V)),
        misfit("tile", V, () -> kernels.dot(new double[V], 1, new double[V])),
        misfit("tile", V, () -> kernels.dot(new double[2 * V], new double[V], 1, new double[V])),
        misfit(
            "columns", V + 1, () -> kernels.minAffine(new double[4 * V], 0, 1, new double[V + 1])));
  }

  private static Arguments misfit(String what, int size, ThrowingCallable call) {
    return Arguments.of(what, size, call);
  }

  private static void floatTiles(int x, int d, int panels, int columns, int tile, int max) {
    Kernels kernels = Kernels.best();
    float[] points = new float[x];
    float[] packed = new float[panels];
    float[] bias = new float[columns];
    kernels.product(points, d, packed, bias, new float[tile], new float[max]);
    kernels.distance(points, d, packed, 1, bias, new float[tile], new float[max]);
  }

  private static void doubleTiles(int x, int d, int panels, int columns, int tile, int max) {
    Kernels kernels = Kernels.best();
    double[] points = new double[x];
    double[] packed = new double[panels];
    double[] bias = new double[columns];
    kernels.product(points, d, packed, bias, new double[tile], new double[max]);
    kernels.distance(points, d, packed, 1, bias, new double[tile], new double[max]);
  }

  private static void affineFloats(int costs, int columns, int tile, int max) {
    Kernels.best().affine(new float[costs], 1, new float[columns], new float[tile], new float[max]);
  }

  private static void affineDoubles(int costs, int columns, int tile, int max) {
    Kernels.best()
        .affine(new double[costs], 1, new double[columns], new double[tile], new double[max]);
  }

  private static void floatRow(int tile, int row, int columns) {
    Kernels.best().exponentiate(new float[tile], row, 0, new float[columns]);
  }

  private static void doubleRow(int tile, int row, int columns) {
    Kernels.best().exponentiate(new double[tile], row, 0, new double[columns]);
    Kernels.best().dot(new double[tile], row, new double[columns]);
    Kernels.best().dot(new double[tile], new double[tile], row, new double[columns]);
    Kernels.best().minAffine(new double[tile], row, 1, new double[columns]);
  }

  private static void accumulateFloats(int tile, int factors, int columns) {
    Kernels.best().accumulate(new float[tile], new float[factors], new float[columns]);
  }

  private static void accumulateDoubles(int tile, int factors, int columns) {
    Kernels.best().accumulate(new double[tile], new double[factors], new double[columns]);
  }
}
