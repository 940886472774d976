package io.convoy.selection;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Rows that may be chosen, in the order of the pool, with what a choice needs to know of them. */
public final class Shortlist {

  private final PointBlock rows;
  private final Lead lead;
  private final PointBlock features;

  private Shortlist(PointBlock rows, Lead lead) {
    this.rows = rows;
    this.lead = lead;
    this.features = lead.features(rows);
  }

  /** Returns the rows of a block. */
  public static Shortlist of(PointBlock rows, Lead lead) {
    return new Shortlist(rows, lead);
  }

  /** Returns the number of rows. */
  public int count() {
    return rows.rows();
  }

  /** Returns what a row takes of the budget. */
  public long size(int row) {
    return lead.size(rows, row);
  }

  /** Returns the group of a row. */
  public int group(int row) {
    return lead.group(rows, row);
  }

  /** Returns the number of a row's label. */
  public double label(int row) {
    return lead.label(rows, row);
  }

  /** Returns all coordinates of the rows, those before their features too. */
  public PointBlock rows() {
    return rows;
  }

  /** Returns the features of all rows. */
  public PointBlock features() {
    return features;
  }

  /** Returns the costs of a row and every target. */
  public double[] costs(int row, Targets targets) {
    return targets.costs(features, row, label(row));
  }

  /** Returns some of the rows. */
  public Shortlist pick(int[] some) {
    return new Shortlist(rows.pick(0, some), lead);
  }

  /** Returns the rows that are taken, each of the size it takes of the budget, in no group. */
  public Shortlist taken(int[] repeats, Terms terms) {
    int d = rows.dimension();
    int[] taken = IntStream.range(0, count()).filter(i -> repeats[i] > 0).toArray();
    double[] coordinates = new double[taken.length * d];
    double[] row = new double[d];
    for (int i = 0; i < taken.length; i++) {
      rows.read(taken[i], row);
      row[lead.count() - 2] = (double) terms.size(this, taken[i]) * repeats[taken[i]];
      row[lead.count() - 1] = 0;
      System.arraycopy(row, 0, coordinates, i * d, d);
    }
    return new Shortlist(PointBlock.of(0, d, coordinates, new double[taken.length]), lead);
  }

  /** Returns all pairs with the targets, as candidates. */
  public Candidates pairs(Targets targets) {
    SerialRunner<PointBlock> runner = new SerialRunner<>(List.of(rows));
    NearestSweep.Query query =
        NearestSweep.Query.of(runner.share(targets), lead, 1, count(), count());
    return runner.run("pairs", new NearestSweep(), query);
  }

  /** Returns the cost of a row and a target. */
  public double cost(int row, Targets targets, int target) {
    return targets.cost(features, row, label(row), target);
  }

  /** Returns the target of the least cost of every row. */
  public int[] nearest(Targets targets) {
    return NearestTarget.of(targets, lead, rows);
  }

  /** Returns the squared distance of two rows. */
  public double squaredDistance(int row, int other) {
    double sum = 0;
    for (int k = 0; k < features.dimension(); k++) {
      double off = features.coordinate(row, k) - features.coordinate(other, k);
      sum += off * off;
    }
    return sum;
  }

  /**
   * Returns the rows that repeat an earlier one: in the order of the pool, a row no further than
   * {@code distance} from one that stays does not stay.
   *
   * <p>Rows are compared within a band of equal distance from their mean, since by the triangle
   * inequality none outside it is near enough; few are, unless there are many repeats.
   *
   * @param distance of features, not squared, {@code >= 0}
   */
  public BitSet repeats(double distance) {
    int n = count();
    double[] radii = radii();
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(radii[a], radii[b])); // stable
    int[] at = new int[n];
    for (int place = 0; place < n; place++) {
      at[order[place]] = place;
    }
    double slack = distance * (1 + 1e-9) + 1e-12 * radii[n == 0 ? 0 : order[n - 1]];
    BitSet repeats = new BitSet(n);
    for (int row = 0; row < n; row++) {
      if (repeats.get(row)) {
        continue;
      }
      for (int step = -1; step <= 1; step += 2) {
        for (int place = at[row] + step; place >= 0 && place < n; place += step) {
          int other = order[place];
          if (Math.abs(radii[other] - radii[row]) > slack) {
            break;
          }
          if (other > row && Math.sqrt(squaredDistance(row, other)) <= distance) {
            repeats.set(other);
          }
        }
      }
    }
    return repeats;
  }

  /** Returns how far every row is from their mean. */
  double[] radii() {
    int n = count();
    int d = features.dimension();
    double[] mean = new double[d];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        mean[k] += features.coordinate(i, k) / n;
      }
    }
    double[] radii = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k < d; k++) {
        double off = features.coordinate(i, k) - mean[k];
        sum += off * off;
      }
      radii[i] = Math.sqrt(sum);
    }
    return radii;
  }
}
