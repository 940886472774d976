package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every tile against the cost's definition, in plain loops. */
class TilesTest {

  /**
   * Two random clouds and a potential.
   *
   * @param centre where the rows are, in every coordinate
   * @param shift how far the columns are from the rows, in every coordinate
   * @param share the regularisation as a share of the mean cost
   */
  record Scene(
      GroundCost cost, int n, int m, int d, double centre, double shift, double share, long seed) {

    PointBlock rows() {
      return Clouds.cube(new SplittableRandom(seed), n, d, centre);
    }

    PointBlock columns() {
      return Clouds.cube(new SplittableRandom(~seed), m, d, centre + shift);
    }

    PointCloud cloud() {
      return PointCloud.of(cost, columns(), Clouds.mean(rows()));
    }

    double[][] costs() {
      return Clouds.costs(cost, rows(), columns());
    }

    double epsilon() {
      return share * Math.max(Clouds.mean(costs()), 1e-3);
    }

    /** Potentials about as large as the costs differ. */
    double[] potential() {
      double[][] costs = costs();
      double spread = Arrays.stream(costs[0]).max().orElseThrow();
      spread -= Arrays.stream(costs[0]).min().orElseThrow();
      double size = Math.max(spread, 1e-3);
      return new SplittableRandom(seed + 1).doubles(m, -size, size).toArray();
    }

    double[] weights() {
      return new SplittableRandom(seed + 2).doubles(m, 0.01, 1).toArray();
    }
  }

  @Provide
  Arbitrary<Scene> scenes() {
    return Combinators.combine(
            Arbitraries.of(Costs.ALL),
            Arbitraries.integers().between(1, 90),
            Arbitraries.oneOf(
                Arbitraries.integers().between(1, 70), Arbitraries.of(1023, 1024, 1025, 2100)),
            Arbitraries.of(1, 2, 3, 8, 31, 32, 33, 128),
            Arbitraries.of(0.0, 5.0, 1e3, -1e6),
            Arbitraries.of(0.0, 0.5, 100.0),
            Arbitraries.of(10.0, 1.0, 1e-2, 1e-4),
            Arbitraries.longs())
        .as(Scene::new);
  }

  @Property(tries = 300)
  void doubleTilesHoldTheCostOfEveryPair(@ForAll("scenes") Scene scene) {
    PointBlock rows = scene.rows();
    double[][] costs = scene.costs();
    double size = size(scene);
    DoubleTile tile = Exponents.ofCost(scene.cloud()).openDouble();
    for (int from = 0, count; from < scene.n(); from += count) {
      count = tile.load(rows, from);
      assertThat(count).isBetween(1, Math.min(tile.capacity(), scene.n() - from));
      for (int r = 0; r < count; r++) {
        for (int j = 0; j < scene.m(); j++) {
          double cost = tile.rowPart(r) - tile.shift() - tile.entry(r, j);
          assertThat(cost).isCloseTo(costs[from + r][j], within(1e-14 * size));
        }
      }
    }
  }

  /** The largest cost a pair could have: what rounding errors are a share of. */
  private static double size(Scene scene) {
    double far = 2 + scene.shift();
    double size = Math.abs(scene.centre()) + far;
    if (scene.cost() instanceof NormCost norm) {
      return Math.pow(scene.d(), 1 / norm.power()) * far;
    }
    return scene.cost().equals(GroundCost.COSINE)
        ? 10
        : scene.d() * (scene.cost().isDistance() ? far * far : size * size);
  }

  @Property(tries = 300)
  void floatTilesAreWithinEightRoundingsOfTheLargestExponent(@ForAll("scenes") Scene scene) {
    agrees(scene, Precision.FLOAT, 8 * 0x1p-24, 8e-6);
  }

  @Property(tries = 300)
  void doubleTilesAreWithinEightRoundingsOfTheLargestExponent(@ForAll("scenes") Scene scene) {
    agrees(scene, Precision.DOUBLE, 8 * 0x1p-53, 1e-13);
  }

  @Property(tries = 100)
  void storedTilesAreAsExactAsComputedOnes(@ForAll("scenes") Scene scene) {
    PointCloud stored = scene.cloud().stored();
    agrees(scene, stored, Precision.FLOAT, 8 * 0x1p-24, 8e-6);
    agrees(scene, stored, Precision.FLOAT, 8 * 0x1p-24, 8e-6);
    agrees(scene, stored, Precision.DOUBLE, 8 * 0x1p-53, 1e-13);
  }

  /** So many columns that powers are computed twice rather than kept. */
  @Example
  void wideProblemsOfFewCoordinatesAgreeToo() {
    for (double share : new double[] {1, 1e-2, 1e-4}) {
      agrees(
          new Scene(GroundCost.SQUARED_EUCLIDEAN, 21, 70_000, 3, 5, 0.5, share, 3),
          Precision.FLOAT,
          8 * 0x1p-24,
          8e-6);
    }
  }

  /** The sum over 768 coordinates; a property over so many would take long. */
  @Example
  void manyCoordinatesAgreeToo() {
    for (Precision precision : Precision.values()) {
      double unit = precision == Precision.FLOAT ? 0x1p-24 : 0x1p-53;
      for (GroundCost cost : Costs.ALL) {
        Scene scene = new Scene(cost, 70, 1100, 768, 5, 0.5, 1e-2, 4);
        agrees(scene, precision, 8 * unit, 64 * unit);
      }
    }
  }

  /**
   * Row and column sums agree with plain loops.
   *
   * @param rounding error of an exponent, as a share of the largest
   * @param floor error of a sum of exact exponents, as a share of the sum
   */
  private static void agrees(Scene scene, Precision precision, double rounding, double floor) {
    agrees(scene, scene.cloud(), precision, rounding, floor);
  }

  private static void agrees(
      Scene scene, PointCloud cloud, Precision precision, double rounding, double floor) {
    double[] g = scene.potential();
    double[] weights = scene.weights();
    double epsilon = scene.epsilon();
    Clouds.Pass exact = Clouds.defined(cloud, scene.costs(), scene.rows(), g, weights, epsilon);
    Clouds.Pass tiled = Clouds.tiled(cloud, scene.rows(), g, weights, epsilon, precision);
    // where the clouds are far from the origin the definition itself has an error
    double noise = 1e-14 * size(scene) / epsilon;
    double error = floor + noise + Exponents.LN_2 * rounding * exact.range();
    for (int i = 0; i < scene.n(); i++) {
      assertThat(tiled.softMin()[i]).isCloseTo(exact.softMin()[i], within(epsilon * error));
    }
    for (int j = 0; j < scene.m(); j++) {
      double mass = exact.masses()[j];
      assertThat(tiled.masses()[j]).isCloseTo(mass, within(2 * error * mass + 1e-35));
    }
  }

  /** Uncentred, the products here are a thousand times as large as the costs differ. */
  @Example
  void cosinesOfVectorsOnOneSideKeepTheirDigits() {
    Scene scene = new Scene(GroundCost.COSINE, 50, 60, 128, 20, 0, 0.05, 9);
    double[] g = new double[scene.m()];
    double[] weights = scene.weights();
    double epsilon = scene.epsilon();
    Clouds.Pass exact =
        Clouds.defined(scene.cloud(), scene.costs(), scene.rows(), g, weights, epsilon);
    Clouds.Pass tiled =
        Clouds.tiled(scene.cloud(), scene.rows(), g, weights, epsilon, Precision.FLOAT);
    for (int i = 0; i < scene.n(); i++) {
      assertThat(tiled.softMin()[i]).isCloseTo(exact.softMin()[i], within(2e-6 * epsilon));
    }
  }

  @Property(tries = 200)
  void aTabulatedCostGivesWhatItsCloudGives(@ForAll("scenes") Scene scene) {
    double[] g = scene.potential();
    double[] weights = scene.weights();
    double epsilon = scene.epsilon();
    double[][] costs = scene.costs();
    PointBlock table = Clouds.tabulated(costs, scene.rows());
    DenseCost dense = new DenseCost(scene.m());
    Clouds.Pass exact = Clouds.defined(dense, costs, table, g, weights, epsilon);
    double noise = 1e-14 * size(scene) / epsilon;
    for (Precision precision : Precision.values()) {
      double unit = precision == Precision.FLOAT ? 0x1p-24 : 0x1p-53;
      double error = 64 * unit + noise + Exponents.LN_2 * 4 * unit * exact.range();
      Clouds.Pass tiled = Clouds.tiled(dense, table, g, weights, epsilon, precision);
      for (int i = 0; i < scene.n(); i++) {
        assertThat(tiled.softMin()[i]).isCloseTo(exact.softMin()[i], within(epsilon * error));
      }
      for (int j = 0; j < scene.m(); j++) {
        double mass = exact.masses()[j];
        assertThat(tiled.masses()[j]).isCloseTo(mass, within(2 * error * mass + 1e-35));
      }
    }
    Clouds.Pass cloud =
        Clouds.tiled(scene.cloud(), scene.rows(), g, weights, epsilon, Precision.DOUBLE);
    double range = Clouds.defined(scene.cloud(), costs, scene.rows(), g, weights, epsilon).range();
    double error = 1e-13 + noise + 8 * 0x1p-53 * (range + exact.range());
    for (int i = 0; i < scene.n(); i++) {
      assertThat(cloud.softMin()[i]).isCloseTo(exact.softMin()[i], within(epsilon * error));
    }
  }

  @Property(tries = 100)
  void aForbiddenPairTakesNoMass(@ForAll("scenes") Scene scene) {
    double[][] costs = scene.costs();
    for (int i = 0; i < scene.n(); i++) {
      costs[i][0] = Double.POSITIVE_INFINITY;
    }
    double[] g = new double[scene.m() + 1];
    double[] weights = new double[scene.m() + 1];
    Arrays.fill(weights, 1);
    for (int i = 0; i < scene.n(); i++) {
      costs[i] = Arrays.copyOf(costs[i], scene.m() + 1);
    }
    PointBlock table = Clouds.tabulated(costs, scene.rows());
    for (Precision precision : Precision.values()) {
      Clouds.Pass pass =
          Clouds.tiled(new DenseCost(scene.m() + 1), table, g, weights, scene.epsilon(), precision);
      assertThat(pass.masses()[0]).isBetween(0.0, 1e-30);
      assertThat(Arrays.stream(pass.softMin()).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Example
  void columnSumsDoNotChangeUnderTheReader() {
    PointBlock points = Clouds.cube(new SplittableRandom(1), 40, 2, 0);
    PointCloud cloud = PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, points, new double[2]);
    double[] weights = new double[40];
    Arrays.fill(weights, 1);
    for (Precision precision : Precision.values()) {
      Tile tile = Exponents.of(cloud, new double[40], weights, 1, precision).open(false);
      double[] once = sumsAfterOneMoreGroup(tile, points);
      double[] kept = once.clone();
      double[] twice = sumsAfterOneMoreGroup(tile, points);
      assertThat(once).isEqualTo(kept);
      for (int j = 0; j < 40; j++) {
        assertThat(twice[j]).isCloseTo(2 * once[j], within(1e-6));
      }
    }
  }

  private static double[] sumsAfterOneMoreGroup(Tile tile, PointBlock points) {
    tile.load(points, 0);
    double[] factors = new double[tile.capacity()];
    for (int r = 0; r < factors.length; r++) {
      tile.exponentiate(r);
      factors[r] = r;
    }
    tile.accumulate(factors);
    return tile.columnSums();
  }

  @Property(tries = 200)
  void aDoubleTileIsReadAndSummedInEveryWayAlike(@ForAll("scenes") Scene scene) {
    PointBlock rows = scene.rows();
    Exponents exponents =
        Exponents.of(
            scene.cloud(), scene.potential(), scene.weights(), scene.epsilon(), Precision.DOUBLE);
    DoubleTile tile = exponents.openDouble();
    int count = tile.load(rows, 0);
    double[] before = tile.copy(new double[0]);
    assertThat(tile.copy(before)).isSameAs(before);
    int stride = before.length / tile.capacity();
    double[] v = exponents.laidOut(scene.weights(), 0);
    for (int r = 0; r < count; r++) {
      double least = Double.POSITIVE_INFINITY;
      double highest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < scene.m(); j++) {
        assertThat(before[r * stride + exponents.place(j)]).isEqualTo(tile.entry(r, j));
        least = Math.min(least, Math.fma(tile.entry(r, j), -2, v[exponents.place(j)]));
        highest = Math.max(highest, tile.entry(r, j));
      }
      assertThat(tile.minAffine(r, 2, v)).isEqualTo(least);
      assertThat(tile.peak(r)).isEqualTo(highest + tile.shift());

      double sum = tile.exponentiate(r);
      double powers = 0;
      double dot = 0;
      double entropy = 0;
      double size = 0;
      for (int j = 0; j < scene.m(); j++) {
        double power = tile.entry(r, j);
        double exponent = before[r * stride + exponents.place(j)];
        assertThat(power)
            .isCloseTo(Math.pow(2, Math.max(exponent - highest, -1021)), within(1e-12 * power));
        powers += power;
        dot += power * v[exponents.place(j)];
        entropy += power * exponent * v[exponents.place(j)];
        size += power * Math.abs(exponent) * v[exponents.place(j)];
      }
      assertThat(sum).isCloseTo(powers, within(1e-14 * powers));
      assertThat(tile.dot(r, v)).isCloseTo(dot, within(1e-14 * dot));
      assertThat(tile.dot(r, before, v)).isCloseTo(entropy, within(1e-14 * size));
    }
  }

  @Property(tries = 100)
  void aTileThatSkipsHasTheEntriesOfTheColumnsItLists(@ForAll("scenes") Scene scene) {
    PointBlock rows = scene.rows();
    Exponents exponents =
        Exponents.of(
            scene.cloud(), scene.potential(), scene.weights(), scene.epsilon(), Precision.DOUBLE);
    DoubleTile all = exponents.openDouble();
    DoubleTile some = exponents.openDouble(true);
    int count = some.load(rows, 0);
    for (int r = 0; r < count; r++) {
      PointBlock row = rowOf(rows, some.row(r));
      all.load(row, 0);
      assertThat(some.rowPart(r)).isEqualTo(all.rowPart(0));
      boolean[] seen = new boolean[scene.m()];
      for (int e = 0; e < some.entries(); e++) {
        int column = some.listedColumn(e);
        if (column >= 0) {
          assertThat(seen[column]).isFalse();
          seen[column] = true;
          assertThat(some.listedEntry(r, e)).isEqualTo(all.entry(0, column));
        }
      }
    }
  }

  private static PointBlock rowOf(PointBlock rows, int row) {
    double[] x = new double[rows.dimension()];
    rows.read(row, x);
    return PointBlock.of(0, x.length, x, new double[] {rows.weight(row)});
  }

  @Property(tries = 100)
  void sumsOfCostsAreThoseOfThePairs(@ForAll("scenes") Scene scene) {
    PointCloud cloud = scene.cloud();
    PointBlock rows = scene.rows();
    CostSum sum = cloud.costSum(scene.weights(), 1);
    double[] x = new double[cloud.dimension()];
    double[] y = new double[cloud.dimension()];
    for (int i = 0; i < rows.rows(); i++) {
      rows.read(i, x);
      double exact = 0;
      double size = 0;
      for (int j = 0; j < scene.m(); j++) {
        cloud.points().read(j, y);
        exact += scene.weights()[j] * cloud.cost().between(x, y);
        size += scene.weights()[j] * (Projection.dot(x, x) + Projection.dot(y, y) + 1);
      }
      if (cloud.cost() instanceof NormCost) {
        double root = 1e-7 * Math.sqrt(size * Arrays.stream(scene.weights()).sum());
        assertThat(sum.of(rows, i)).isGreaterThanOrEqualTo(exact - root);
      } else {
        assertThat(sum.of(rows, i)).isCloseTo(exact, within(1e-12 * size));
      }
    }
  }

  @Property(tries = 100)
  void aGeometryTurnedRoundHasTheSameCosts(@ForAll("scenes") Scene scene) {
    int[] columns = {scene.m() - 1, 0, scene.m() / 2};
    PointBlock rows = scene.rows();
    Geometry.Turned turned = scene.cloud().turned(rows, columns);
    DoubleTile tile = Exponents.ofCost(turned.geometry()).openDouble();
    double[] x = new double[rows.dimension()];
    double[] y = new double[rows.dimension()];
    for (int place = 0, count; place < columns.length; place += count) {
      count = tile.load(turned.rows(), place);
      for (int r = 0; r < count; r++) {
        scene.cloud().points().read(columns[tile.row(r)], y);
        for (int i = 0; i < rows.rows(); i++) {
          rows.read(i, x);
          double size = Projection.dot(x, x) + Projection.dot(y, y) + 1;
          assertThat(tile.rowPart(r) - tile.shift() - tile.entry(r, i))
              .isCloseTo(scene.cloud().cost().between(x, y), within(1e-12 * size));
        }
      }
    }
  }
}
