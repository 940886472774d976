package io.convoy.numerics;

import static org.assertj.core.api.Assertions.assertThat;
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

  private static final int W = Kernels.PANEL;

  /** Sizes that fit two listed panels of three, two rows groups, d = 2; each test breaks one. */
  private static final class Call {
    int x = 16;
    int d = 2;
    int panels = 6 * W;
    int columns = 3 * W;
    int weight = 3 * W;
    int[] list = {2, 0};
    int from = 0;
    int to = 2;
    int at = 5;
    int tile = 5 + 7 * (2 * W + 1) + 2 * W;
    int stride = 2 * W + 1;
    int max = 8;

    Call with(java.util.function.Consumer<Call> change) {
      change.accept(this);
      return this;
    }

    void pairs() {
      FloatKernels floats = Kernels.best().floats();
      DoubleKernels doubles = Kernels.best().doubles();
      floats.product(
          new float[x],
          0,
          2,
          d,
          new float[panels],
          new float[columns],
          list,
          from,
          to,
          new float[tile],
          at,
          stride,
          new float[max]);
      floats.distance(
          new float[x],
          0,
          2,
          d,
          new float[panels],
          2,
          1,
          new float[columns],
          list,
          from,
          to,
          new float[tile],
          at,
          stride,
          new float[max]);
      doubles.product(
          new double[x],
          0,
          2,
          d,
          new double[panels],
          new double[columns],
          list,
          from,
          to,
          new double[tile],
          at,
          stride,
          new double[max]);
      doubles.distance(
          new double[x],
          0,
          2,
          d,
          new double[panels],
          2,
          1,
          new double[columns],
          list,
          from,
          to,
          new double[tile],
          at,
          stride,
          new double[max]);
    }

    void doubles() {
      DoubleKernels doubles = Kernels.best().doubles();
      doubles.product(
          new double[x],
          0,
          2,
          d,
          new double[panels],
          new double[columns],
          list,
          from,
          to,
          new double[tile],
          at,
          stride,
          new double[max]);
    }

    void affine() {
      Kernels.best()
          .floats()
          .affine(
              new float[tile],
              at,
              8,
              stride,
              1,
              new float[columns],
              list,
              from,
              to,
              new float[max]);
    }

    void powers() {
      Kernels.best()
          .floats()
          .powers(
              new float[x],
              1,
              d,
              new float[panels],
              new float[columns],
              new float[weight],
              list,
              from,
              to,
              new float[max],
              new float[tile],
              at + 4 * stride,
              stride,
              new double[max]);
    }

    void productPowers() {
      Kernels.best()
          .floats()
          .productPowers(
              new float[x],
              1,
              1,
              d,
              new float[panels],
              new float[columns],
              new float[weight],
              list,
              from,
              to,
              new float[max],
              new float[tile],
              at + 4 * stride,
              stride,
              new double[max]);
    }

    void row() {
      Kernels.best()
          .floats()
          .exponentiate(new float[tile], at + 7 * stride, 0, new float[weight], list, from, to);
      Kernels.best()
          .doubles()
          .exponentiate(new double[tile], at + 7 * stride, 0, new double[weight], list, from, to);
    }

    void accumulate() {
      Kernels.best()
          .floats()
          .accumulate(
              new float[tile],
              at + 4 * stride,
              stride,
              new float[max],
              1,
              list,
              from,
              to,
              new float[columns]);
    }
  }

  @Test
  void arraysThatFitAreTaken() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              Call call = new Call();
              call.pairs();
              call.affine();
              call.powers();
              call.productPowers();
              call.row();
              call.accumulate();
            });
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("misfits")
  void arraysThatDoNotFitAreNamed(String what, int size, ThrowingCallable call) {
    assertThatIllegalArgumentException()
        .isThrownBy(call)
        .withMessage("the kernel's " + what + " do not fit, got " + size);
  }

  static Stream<Arguments> misfits() {
    int fits = new Call().tile;
    return Stream.of(
        misfit("columns", 0, () -> new Call().with(c -> c.columns = 0).pairs()),
        misfit("columns", W + 1, () -> new Call().with(c -> c.columns = W + 1).pairs()),
        misfit("row coordinates", 15, () -> new Call().with(c -> c.x = 15).pairs()),
        misfit("row coordinates", 15, () -> new Call().with(c -> c.x = 15).doubles()),
        misfit("row coordinates", 16, () -> new Call().with(c -> c.d = 0).pairs()),
        misfit("panel coordinates", 6, () -> new Call().with(c -> c.panels = 6).pairs()),
        misfit("tile", fits - 1, () -> new Call().with(c -> c.tile = fits - 1).pairs()),
        misfit("tile", fits - 1, () -> new Call().with(c -> c.tile = fits - 1).doubles()),
        misfit("tile", fits, () -> new Call().with(c -> c.at = 6).pairs()),
        misfit("maxima", 7, () -> new Call().with(c -> c.max = 7).pairs()),
        misfit("maxima", 7, () -> new Call().with(c -> c.max = 7).doubles()),
        misfit("listed panels", 3, () -> new Call().with(c -> c.to = 3).pairs()),
        misfit("listed panels", 3, () -> new Call().with(c -> c.from = -1).pairs()),
        misfit("tile", fits - 1, () -> new Call().with(c -> c.tile = fits - 1).affine()),
        misfit("maxima", 7, () -> new Call().with(c -> c.max = 7).affine()),
        misfit("row coordinates", 15, () -> new Call().with(c -> c.x = 15).powers()),
        misfit("row coordinates", 15, () -> new Call().with(c -> c.x = 15).productPowers()),
        misfit("weights", W, () -> new Call().with(c -> c.weight = W).powers()),
        misfit("weights", W, () -> new Call().with(c -> c.weight = W).productPowers()),
        misfit("references", 7, () -> new Call().with(c -> c.max = 7).powers()),
        misfit("tile", fits - 1, () -> new Call().with(c -> c.tile = fits - 1).powers()),
        misfit("tile", fits - 1, () -> new Call().with(c -> c.tile = fits - 1).productPowers()),
        misfit("columns", 0, () -> new Call().with(c -> c.weight = 0).row()),
        misfit("tile", fits - 1, () -> new Call().with(c -> c.tile = fits - 1).row()),
        misfit("tile", fits - 1, () -> new Call().with(c -> c.tile = fits - 1).accumulate()),
        misfit("factors", 7, () -> new Call().with(c -> c.max = 7).accumulate()),
        misfit("tile", W, () -> Kernels.best().doubles().dot(new double[W], 1, new double[W])),
        misfit("columns", W + 1, () -> least(W, W + 1)),
        misfit("tile", W - 1, () -> least(W - 1, W)));
  }

  private static double least(int tile, int columns) {
    int[] list = {0};
    return Kernels.best()
        .doubles()
        .minAffine(new double[tile], 0, 1, new double[columns], list, 0, 1);
  }

  private static Arguments misfit(String what, int size, ThrowingCallable call) {
    return Arguments.of(what, size, call);
  }

  @Test
  void aStrideIsNeverAMultipleOfAPage() {
    for (int panels = 1; panels < 5000; panels++) {
      assertThat(Kernels.stride(panels * W) * Float.BYTES % 4096).isNotZero();
    }
  }
}
