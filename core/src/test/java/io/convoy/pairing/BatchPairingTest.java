package io.convoy.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import io.convoy.transport.Epsilon;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPairingTest {

  private static final SeedStream SEEDS = new SeedStream(11);

  @Property(tries = 50)
  void anAssignmentIsAPermutationNoSwapImproves(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows) {
    PointBlock batch = gaussian(seed, rows, 3, 1);
    Partners noise = new NoisePartners(SEEDS, codes(rows), 3);
    Pairs pairs = pair(new PairingRule.Assignment(), batch, noise, GroundCost.EUCLIDEAN);
    int[] owners = pairs.owners().clone();
    Arrays.sort(owners);
    assertThat(owners).isEqualTo(identity(rows));
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        double swapped =
            cost(batch, i, noise, pairs.owners()[j]) + cost(batch, j, noise, pairs.owners()[i]);
        assertThat(pairs.costs()[i] + pairs.costs()[j]).isLessThanOrEqualTo(swapped + 1e-9);
      }
    }
    assertThat(pairs.totals().costCut()).isBetween(-1e-12, 1.0);
  }

  /** The numbers of arXiv 2406.12303 for i.i.d. data of deviation one half. */
  @ParameterizedTest
  @CsvSource({"128, 1.74", "256, 1.95"})
  void assignmentCutsTheDistanceByWhatIsKnown(int rows, double percent) {
    double[] cuts = new double[3];
    for (int k = 0; k < cuts.length; k++) {
      PointBlock batch = gaussian(100 + k, rows, 3072, 0.5);
      Partners noise = new NoisePartners(new SeedStream(k), codes(rows), 3072);
      cuts[k] =
          100
              * pair(new PairingRule.Assignment(), batch, noise, GroundCost.EUCLIDEAN)
                  .totals()
                  .costCut();
    }
    assertThat(Arrays.stream(cuts).average().orElseThrow()).isCloseTo(percent, within(0.12));
  }

  /** {@code 0.5 E[max of k normals] sqrt(2d + 4|x|^2) / (d + |x|^2)}, as simulated: 1.36%. */
  @ParameterizedTest
  @CsvSource({
    "3072, 4, 0.25, 1.0294, 1.29",
    "3072, 8, 0.25, 1.4236, 1.78",
    "4096, 64, 0.7, 2.3436, 2.36"
  })
  void theNearestOfSeveralDrawsCutsTheDistanceAsPredicted(
      int d, int draws, double square, double expectedMax, double percent) {
    double norm2 = square * d;
    double predicted = 50 * expectedMax * Math.sqrt(2 * d + 4 * norm2) / (d + norm2);
    assertThat(predicted).isCloseTo(percent, within(0.01));
    int rows = 256;
    PointBlock batch = gaussian(5, rows, d, Math.sqrt(square));
    PairTotals totals =
        pair(
                new PairingRule.Nearest(draws),
                batch,
                new NoisePartners(SEEDS, codes(rows), d),
                GroundCost.EUCLIDEAN)
            .totals();
    assertThat(100 * totals.costCut()).isCloseTo(percent, within(0.12));
    // the chosen noise is no longer Gaussian: it is shorter
    assertThat(totals.square() / (rows * (double) d)).isLessThan(0.995);
  }

  @Test
  void assignedNoiseIsTheNoiseThatWasDrawn() {
    PointBlock batch = gaussian(3, 200, 16, 2);
    PairTotals totals =
        pair(
                new PairingRule.Assignment(),
                batch,
                new NoisePartners(SEEDS, codes(200), 16),
                GroundCost.SQUARED_EUCLIDEAN)
            .totals();
    double drawn = 0;
    double[] z = new double[16];
    for (int i = 0; i < 200; i++) {
      new NoisePartners(SEEDS, codes(200), 16).read(i, 0, z);
      drawn += Arrays.stream(z).map(v -> v * v).sum();
    }
    assertThat(totals.square()).isCloseTo(drawn, within(1e-9 * drawn));
    assertThat(drawn / 3200).isCloseTo(1, within(0.1));
  }

  @Test
  void aRowsNoiseDependsOnItsCodeAlone() {
    double[] alone = new double[5];
    new NoisePartners(SEEDS, new long[] {42}, 5).read(0, 3, alone);
    double[] among = new double[5];
    new NoisePartners(SEEDS, new long[] {7, 8, 42}, 5).read(2, 3, among);
    assertThat(among).isEqualTo(alone);
    new NoisePartners(SEEDS, new long[] {43}, 5).read(0, 3, among);
    assertThat(among).isNotEqualTo(alone);
  }

  /**
   * W-CFM in one dimension: the weighted pairs are Gaussian with the precision and mean that the
   * tilted product of two Gaussians has, and the effective share of the pairs is 0.571.
   */
  @Test
  void weightsTiltGaussiansAsTheClosedFormSays() {
    int rows = 40_000;
    PointBlock data = gaussian(1, rows, 1, 0.7, 1.5);
    PointBlock noise = gaussian(2, rows, 1, 1, 0);
    List<PointBlock> batches = new ArrayList<>();
    PairTotals totals = null;
    double[] sums = new double[6];
    int size = 4000;
    for (int from = 0; from < rows; from += size) {
      PointBlock batch = part(data, from, size);
      batches.add(batch);
      Pairs pairs =
          pair(
              new PairingRule.Weighted(2),
              batch,
              new TablePartners(SEEDS, codes(size), part(noise, from, size)),
              GroundCost.SQUARED_EUCLIDEAN);
      totals = totals == null ? pairs.totals() : totals.with(pairs.totals());
      for (int i = 0; i < size; i++) {
        double w = pairs.weights()[i];
        double x = noise.coordinate(from + i, 0);
        double y = batch.coordinate(i, 0);
        double[] terms = {w, w * x, w * y, w * x * x, w * x * y, w * y * y};
        for (int k = 0; k < terms.length; k++) {
          sums[k] += terms[k];
        }
      }
    }
    double meanX = sums[1] / sums[0];
    double meanY = sums[2] / sums[0];
    assertThat(sums[0]).isCloseTo(rows, within(1e-6));
    assertThat(meanX).isCloseTo(0.6024, within(0.02));
    assertThat(meanY).isCloseTo(1.2048, within(0.02));
    assertThat(sums[3] / sums[0] - meanX * meanX).isCloseTo(0.5984, within(0.03));
    assertThat(sums[4] / sums[0] - meanX * meanY).isCloseTo(0.1968, within(0.02));
    assertThat(sums[5] / sums[0] - meanY * meanY).isCloseTo(0.3936, within(0.02));
    assertThat(totals.effectiveRows() / rows).isCloseTo(0.571, within(0.01));
  }

  /** Rotating both clouds of a circle changes nothing, so every point keeps its share of weight. */
  @Test
  void onTheCircleWeightsLeaveTheMarginalsAlone() {
    int n = 64;
    double[] byRow = new double[n];
    for (int turn = 0; turn < n; turn++) {
      int shift = turn;
      PointBlock data = circle(n, 0);
      PointBlock partners = circle(n, shift);
      Pairs pairs =
          pair(
              new PairingRule.Weighted(0.5),
              data,
              new TablePartners(SEEDS, codes(n), partners),
              GroundCost.EUCLIDEAN);
      double scale = Math.exp(pairs.totals().logWeight()) * pairs.totals().weight() / n;
      for (int i = 0; i < n; i++) {
        byRow[i] += pairs.weights()[i] * scale;
      }
    }
    assertThat(Arrays.stream(byRow).max().orElseThrow())
        .isCloseTo(Arrays.stream(byRow).min().orElseThrow(), within(1e-9));
  }

  @Test
  void weightsFarBelowTheSmallestDoubleAreStillWeights() {
    PointBlock data = PointBlock.of(0, 1, new double[] {0, 0, 0}, new double[] {1, 1, 1});
    PointBlock far = PointBlock.of(0, 1, new double[] {100, 101, 103}, new double[] {1, 1, 1});
    Pairs pairs =
        pair(
            new PairingRule.Weighted(0.1),
            data,
            new TablePartners(SEEDS, codes(3), far),
            GroundCost.EUCLIDEAN);
    assertThat(pairs.totals().logWeight()).isCloseTo(-1000, within(1e-9));
    assertThat(pairs.weights()[1] / pairs.weights()[0]).isCloseTo(Math.exp(-10), within(1e-12));
    assertThat(pairs.totals().with(pairs.totals()).effectiveRows())
        .isCloseTo(2 * pairs.totals().effectiveRows(), within(1e-9));
  }

  /** With little entropy the draw is the assignment, with much it is independent. */
  @Test
  void drawsFromThePlanFollowItsEpsilon() {
    PointBlock batch = gaussian(9, 100, 2, 1);
    PointBlock pool = gaussian(10, 100, 2, 1);
    Partners partners = new TablePartners(SEEDS, codes(100), pool);
    ToDoubleFunction<PairingRule> cut =
        rule -> pair(rule, batch, partners, GroundCost.SQUARED_EUCLIDEAN).totals().costCut();
    double best = cut.applyAsDouble(new PairingRule.Assignment());
    double sharp = cut.applyAsDouble(entropic("0.002std"));
    double dull = cut.applyAsDouble(entropic("1000std"));
    assertThat(sharp).isBetween(0.97 * best, best + 0.01);
    assertThat(Math.abs(dull)).isLessThan(0.25);
    assertThat(cut.applyAsDouble(entropic("0.05std"))).isBetween(0.7 * best, best);
  }

  /** Of many draws for the same batch, each column is drawn as often as the plan says. */
  @Test
  void drawsFromThePlanHaveTheMarginalsOfThePool() {
    PointBlock batch = gaussian(9, 20, 1, 1);
    PointBlock pool = gaussian(10, 20, 1, 1);
    int[] drawn = new int[20];
    for (int turn = 0; turn < 500; turn++) {
      long[] codes = codes(20);
      for (int i = 0; i < 20; i++) {
        codes[i] += 1000L * turn;
      }
      int[] owners =
          BatchPairing.of(
                  entropic("0.5std"),
                  batch,
                  new TablePartners(SEEDS, codes, pool),
                  GroundCost.SQUARED_EUCLIDEAN,
                  SEEDS,
                  codes)
              .owners();
      Arrays.stream(owners).forEach(j -> drawn[j]++);
    }
    for (int count : drawn) {
      assertThat(count).isBetween(400, 600); // binomial about 500, deviation below 22
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"assignment", "knn:3", "sinkhorn", "weights:2"})
  void rulesReadAsTheyAreWritten(String text) {
    PairingRule rule = PairingRule.parse(text, Epsilon.parse("0.05std"));
    assertThat(PairingRule.parse(rule.toString(), Epsilon.parse("0.05std"))).isEqualTo(rule);
    Pairs single =
        pair(
            rule,
            gaussian(1, 1, 2, 1),
            new NoisePartners(SEEDS, codes(1), 2),
            GroundCost.EUCLIDEAN);
    assertThat(single.owners()).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "greedy => method must be one of assignment, knn:K, sinkhorn, weights:EPS, got 'greedy'",
        "knn => method must be one of assignment, knn:K, sinkhorn, weights:EPS, got 'knn'",
        "knn:x => method must be one of assignment, knn:K, sinkhorn, weights:EPS, got 'knn:x'",
        "knn:0 => method knn:K needs K >= 1, got 0",
        "weights:-1 => method weights:EPS needs EPS > 0 and finite, got -1.0",
        "weights:0 => method weights:EPS needs EPS > 0 and finite, got 0.0"
      })
  void otherRulesAreRefusedInOneSentence(String text, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairingRule.parse(text, Epsilon.parse("1")))
        .withMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"assignment", "knn:3", "sinkhorn", "weights:2"})
  void rulesTravelToTasks(String text) throws IOException, ClassNotFoundException {
    PairingRule rule = PairingRule.parse(text, Epsilon.parse("0.05std"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(rule);
    }
    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isEqualTo(rule);
  }

  private static Pairs pair(
      PairingRule rule, PointBlock batch, Partners partners, GroundCost cost) {
    return BatchPairing.of(rule, batch, partners, cost, SEEDS, codes(batch.rows()));
  }

  private static PairingRule entropic(String epsilon) {
    return new PairingRule.Entropic(Epsilon.parse(epsilon));
  }

  private static double cost(PointBlock batch, int row, Partners partners, int owner) {
    double[] x = new double[batch.dimension()];
    Arrays.setAll(x, k -> batch.coordinate(row, k));
    double[] z = new double[x.length];
    partners.read(owner, 0, z);
    return GroundCost.EUCLIDEAN.between(x, z);
  }

  private static PointBlock gaussian(long seed, int rows, int d, double deviation) {
    return gaussian(seed, rows, d, deviation, 0);
  }

  private static PointBlock gaussian(long seed, int rows, int d, double deviation, double mean) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] coordinates = new double[rows * d];
    Arrays.setAll(coordinates, k -> mean + deviation * random.nextGaussian());
    double[] weights = new double[rows];
    Arrays.fill(weights, 1.0 / rows);
    return PointBlock.of(0, d, coordinates, weights);
  }

  private static PointBlock part(PointBlock of, int from, int size) {
    double[] coordinates = new double[size];
    Arrays.setAll(coordinates, i -> of.coordinate(from + i, 0));
    return PointBlock.of(0, 1, coordinates, new double[size]);
  }

  private static PointBlock circle(int n, int shift) {
    double[] coordinates = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * (i + shift) / n;
      coordinates[2 * i] = Math.cos(angle);
      coordinates[2 * i + 1] = Math.sin(angle);
    }
    return PointBlock.of(0, 2, coordinates, new double[n]);
  }

  private static long[] codes(int rows) {
    long[] codes = new long[rows];
    Arrays.setAll(codes, i -> i);
    return codes;
  }

  private static int[] identity(int n) {
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }
}
