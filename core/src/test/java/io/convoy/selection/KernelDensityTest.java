package io.convoy.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.geometry.PointBlock;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class KernelDensityTest {

  private static final Lead LEAD = new Lead(false);

  /** How far mass spreads at first is any number of rows, and doubling it passes the pool's. */
  @Property(tries = 200)
  void aBudgetOfTheWholePoolTakesIt(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 1 + random.nextInt(40);
    int d = 2 + n;
    double[] coordinates = new double[n * d];
    double[] draws = new double[n];
    for (int i = 0; i < n; i++) {
      coordinates[i * d] = 1;
      coordinates[i * d + 2 + i] = random.nextDouble(0.1, 1); // far from all others
      draws[i] = random.nextDouble(0.01, 1);
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Shortlist rows = Shortlist.of(PointBlock.of(0, d, coordinates, ones), LEAD);
    PointBlock target = PointBlock.of(0, d, new double[d], new double[] {1});
    Candidates pairs = rows.pairs(Targets.of(target, LEAD, 0));
    Selection selection =
        KernelDensity.select(pairs, rows, new double[] {1}, Terms.ofRows(n), draws);
    assertThat(selection.rows()).hasSize(n);
    assertThat(selection.complete()).isTrue();
  }
}
