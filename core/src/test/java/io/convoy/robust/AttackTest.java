package io.convoy.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttackTest {

  /** The first five are honest; what the last two hold is of no account. */
  private static final double[][] X7 = {
    {1, 2, 0}, {2, 1, 0}, {1, 1, 1}, {2, 2, 1}, {0, 1, 2}, {10, -10, 10}, {9, -10, 11}
  };

  @Test
  void liesAreThoseOfTheReference() {
    assertLie("sign-flip", -1.2, -1.4, -0.8);
    assertLie("ipm", -2.4, -2.8, -1.6);
    assertLie("ipm:0.1", -0.12, -0.14, -0.08);
    assertLie("alie", 2.454990, 2.221584, 2.054990);
    assertLie("duplicate", 1, 2, 0);
  }

  private static void assertLie(String name, double... expected) {
    double[][] told = told(Attack.parse(name), X7, 2, new Means.Average());
    for (int liar = 5; liar < 7; liar++) {
      assertThat(told[liar]).containsExactly(expected, within(1e-5));
    }
    for (int honest = 0; honest < 5; honest++) {
      assertThat(told[honest]).containsExactly(X7[honest], within(1e-6));
    }
  }

  /** Shejwalkar and Houmansadr: as far as an honest vector may be from another, and no further. */
  @Property(tries = 50)
  void theMinMaxLieIsAsFarAsHonestVectorsAre(@ForAll long seed) {
    double[][] rows = Dense.random(new SplittableRandom(seed), 9, 17, 1);
    double[][] told = told(Attack.parse("min-max"), rows, 3, new Means.Average());
    double widest = 0;
    double lie = 0;
    for (int i = 0; i < 6; i++) {
      lie = Math.max(lie, distance(told[8], told[i]));
      for (int j = 0; j < 6; j++) {
        widest = Math.max(widest, distance(told[i], told[j]));
      }
    }
    assertThat(lie).isCloseTo(widest, within(1e-5 * widest));
  }

  /** An optimised lie does at least as much harm as the same lie at the usual strength. */
  @Property(tries = 20)
  void optimisedLiesHarmMore(@ForAll long seed) {
    double[][] rows = Dense.random(new SplittableRandom(seed), 9, 11, 1);
    RobustRule rule = new CoordinateWise(new CoordinateRule.TrimmedMean(2));
    for (String kind : List.of("ipm", "alie")) {
      double usual = harm(told(Attack.parse(kind + ":10"), rows, 2, rule), rule);
      double best = harm(told(Attack.parse("opt-" + kind), rows, 2, rule), rule);
      assertThat(best).isGreaterThanOrEqualTo(usual * (1 - 1e-9));
    }
  }

  private static double harm(double[][] told, RobustRule rule) {
    double[] mean = new double[told[0].length];
    for (int i = 0; i < 7; i++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += told[i][k] / 7;
      }
    }
    return distance(Dense.aggregate(rule, told), mean);
  }

  @Test
  void theSearchFindsThePeak() {
    assertThat(Attack.furthest(x -> -Math.abs(x - 37))).isCloseTo(37, within(2.0));
    assertThat(Attack.furthest(x -> -x)).isCloseTo(0, within(1.0));
  }

  @ParameterizedTest
  @EnumSource(Attack.Kind.class)
  void everyNameIsReadAsItIsPrinted(Attack.Kind kind) {
    Attack attack = Attack.parse(kind.toString());
    assertThat(attack.kind()).isEqualTo(kind);
    assertThat(Attack.parse(attack.toString())).isEqualTo(attack);
  }

  @Test
  void namesThatAreNoneAreRefused() {
    for (String name : List.of("", "alie:x", "zero:2", "lie")) {
      assertThatThrownBy(() -> Attack.parse(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("attack must be one of")
          .hasMessageEndingWith("got '" + name + "'");
    }
  }

  private static double[][] told(Attack attack, double[][] rows, int liars, RobustRule rule) {
    List<PointBlock> vectors = new ArrayList<>();
    int n = rows[0].length;
    for (int i = 0; i < rows.length; i++) {
      vectors.add(PointBlock.of(i, n, rows[i], new double[] {1}));
    }
    int width = 2; // so that there is more than one block
    int[] lying = new int[liars];
    for (int i = 0; i < liars; i++) {
      lying[i] = rows.length - liars + i;
    }
    double[][] told = new double[rows.length][n];
    try (VectorBlocks blocks = MemoryVectors.of(vectors, width, ForkJoinPool.commonPool());
        VectorBlocks changed =
            attack.carriedOut(
                new Attack.View(
                    blocks,
                    lying,
                    rule,
                    0,
                    Reference.none(width),
                    new double[rows.length * rows.length],
                    new SeedStream(1)),
                rows.length)) {
      List<PointBlock> pieces = changed.runner().collect("read", (state, block) -> block, "");
      for (PointBlock piece : pieces) {
        for (int i = 0; i < rows.length; i++) {
          for (int k = 0; k < piece.dimension(); k++) {
            told[i][piece.index() * width + k] = piece.coordinate(i, k);
          }
        }
      }
    }
    return told;
  }

  private static double distance(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += (x[k] - y[k]) * (x[k] - y[k]);
    }
    return Math.sqrt(sum);
  }
}
