package io.convoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NetworkLassoTest {

  /** Two groups of nodes, each a clique, and one edge between them; labels are {@code slope x}. */
  private record Groups(double[][][] features, double[][] labels, int[][] edges) {

    static Groups of(long seed, int each) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][][] features = new double[2 * each][5][1];
      double[][] labels = new double[2 * each][5];
      int[][] edges = new int[each * (each - 1) + 1][];
      int at = 0;
      for (int i = 0; i < 2 * each; i++) {
        for (int r = 0; r < 5; r++) {
          features[i][r][0] = random.nextDouble() - 0.5;
          labels[i][r] = (i < each ? 2 : -3) * features[i][r][0] + 1e-3 * random.nextDouble();
        }
        for (int j = 0; j < i; j++) {
          if (i < each == j < each) {
            edges[at++] = new int[] {i, j};
          }
        }
      }
      edges[at] = new int[] {0, each};
      return new Groups(features, labels, edges);
    }

    NetworkLasso question() {
      return NetworkLasso.on(features, labels).edges(edges).objective("ridge:0.001");
    }
  }

  @Property(tries = 10)
  void groupsOfNodesThatAgreeAreFound(@ForAll long seed) {
    NetworkModels models = Groups.of(seed, 6).question().lambda(0.05).solve();
    assertThat(models.converged()).isTrue();
    assertThat(models.gap()).isBetween(0.0, 1e-4 * models.objective());
    int[] expected = new int[12];
    Arrays.fill(expected, 6, 12, 1);
    assertThat(models.clusters()).isEqualTo(expected);
    assertThat(models.models()[3][0]).isGreaterThan(1);
    assertThat(models.models()[9][0]).isLessThan(-1);
  }

  /**
   * {@code (slope, intercept)} of the ridge that penalises the slope alone, by normal equations.
   */
  private static double[] ridge(double[][][] features, double[][] labels, int node, double mu) {
    double sxx = mu;
    double sx = 0;
    double sxy = 0;
    double sy = 0;
    int n = labels[node].length;
    for (int r = 0; r < n; r++) {
      double x = features[node][r][0];
      sxx += x * x;
      sx += x;
      sxy += x * labels[node][r];
      sy += labels[node][r];
    }
    double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
    return new double[] {slope, (sy - slope * sx) / n};
  }

  @Property(tries = 10)
  void withoutPenaltyEveryNodeHasItsOwnBestModel(@ForAll long seed) {
    Groups groups = Groups.of(seed, 4);
    NetworkModels models = groups.question().objective("ridge:0.5").lambda(0).solve();
    for (int i = 0; i < 8; i++) {
      // with an intercept, that is penalised as the slope is not
      double[] expected = ridge(groups.features, groups.labels, i, 0.5);
      assertThat(models.models()[i][0]).isCloseTo(expected[0], within(1e-6));
      assertThat(models.models()[i][1]).isCloseTo(expected[1], within(1e-6));
    }
  }

  @Test
  void nodesWithoutRowsTakeWhatTheirNeighboursAgreeOn() {
    double[][][] features = {{{1}, {2}}, {}, {{1}, {2}}};
    double[][] labels = {{1, 2}, {}, {1, 2}};
    NetworkModels models =
        NetworkLasso.on(features, labels)
            .edges(new int[][] {{0, 1}, {1, 2}}, new double[] {1, 2})
            .lambda(1)
            .tolerance(1e-9)
            .solve();
    assertThat(models.models()[1][0]).isCloseTo(models.models()[0][0], within(1e-4));
    assertThat(models.clusters()).containsExactly(0, 0, 0);
  }

  @Test
  void clusteringReadsNoLabels() {
    double[][][] features = {{{0, 0}}, {{0, 0.4}}, {{9, 9}}};
    NetworkModels models =
        NetworkLasso.on(features)
            .edges(new int[][] {{0, 1}, {1, 2}})
            .objective("clustering")
            .lambda(0.6)
            .tolerance(1e-8)
            .solve();
    assertThat(models.clusters()).containsExactly(0, 0, 1);
    assertThat(models.models()[0]).hasSize(2);
  }

  @Test
  void threadsDoNotChangeBits() {
    Groups groups = Groups.of(7, 30);
    NetworkModels alone = groups.question().lambda(0.01).solve();
    NetworkModels two = groups.question().lambda(0.01).threads(2).solve();
    assertThat(two.models()).isDeepEqualTo(alone.models());
    assertThat(two.objective()).isEqualTo(alone.objective());
  }

  @Test
  void refusalsSayWhatIsAllowed() {
    double[][][] features = {{{1, 2}}, {{3, 4}}};
    double[][] labels = {{1}, {2}};
    NetworkLasso question = NetworkLasso.on(features, labels).edges(new int[][] {{0, 1}});
    assertRefused(
        () -> NetworkLasso.on(new double[][][] {{{1, 2}}, {{3}}}, labels),
        "rows must be of equal length, got 1 values in each of features[1] and 2 in each of"
            + " features[0]");
    assertRefused(
        () -> NetworkLasso.on(new double[][][] {{{1, Double.NaN}}, {}}, new double[][] {{1}, {}}),
        "features[0][0][1] must be finite, got NaN");
    assertRefused(
        () -> NetworkLasso.on(features, new double[][] {{1}}),
        "labels must be of as many nodes as features, got 1 for 2");
    assertRefused(
        () -> NetworkLasso.on(features, new double[][] {{1}, {1, 2}}),
        "every row needs a label, got 2 labels for 1 rows of node 1");
    assertRefused(
        () -> question.edges(new int[][] {{0, 1, 2}}),
        "an edge must be a pair of nodes, got 3 values in pairs[0]");
    assertRefused(
        () -> question.edges(new int[][] {{0, 2}}),
        "edge 0 must join nodes from 0 to 1, got 0 and 2");
    assertRefused(
        () -> question.objective("mean"),
        "objective must be one of ridge:MU, lasso:MU, logistic:MU, svm:C, oneclass:NU, clustering,"
            + " got 'mean'");
    assertRefused(
        () -> question.objective("ridge"),
        "ridge needs a number after a colon, such as ridge:0.5, got 'ridge'");
    assertRefused(
        () -> question.penalty("l1"),
        "penalty must be one of norm, absolute, laplacian, log:SCALE, got 'l1'");
    assertRefused(() -> question.lambda(-1), "lambda must be >= 0 and finite, got -1.0");
    assertRefused(
        () -> question.objective("logistic:1").solve(),
        "labels must be -1 or 1, got 2.0 at labels[1][0]");
    assertRefused(
        () -> NetworkLasso.on(new double[][][] {{{1, 2}}, {}}, new double[][] {{1}, {}}).solve(),
        "node 1 has no row, and no path of edges leads to a node that has");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
  }
}
