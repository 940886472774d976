package io.convoy.jobs.project;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import io.convoy.random.SeedStream;
import io.convoy.spark.block.TableBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts the rows of every group and draws some of each: those whose ids give, with the seed, the
 * least numbers. The first coordinate of a row is its group.
 */
final class DrawSweep implements Sweep<TableBlock, DrawSweep.Query, DrawSweep.Drawn> {

  private static final long serialVersionUID = 1L;

  /**
   * What is asked.
   *
   * @param groups their number
   * @param most rows to draw of each
   */
  record Query(SeedStream seeds, int groups, int most) implements Serializable {}

  private record Lot(long number, double[] point, double weight) implements Serializable {}

  /** The counts, and what was drawn, least numbers first. */
  static final class Drawn implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int most;
    private final long[] counts;
    private final List<List<Lot>> lots;

    private Drawn(int most, long[] counts, List<List<Lot>> lots) {
      this.most = most;
      this.counts = counts;
      this.lots = lots;
    }

    /** Returns the number of rows of a group, drawn or not. */
    long count(int group) {
      return counts[group];
    }

    /** Returns the rows drawn of a group, without the coordinate that names it. */
    PointBlock rows(int group) {
      List<Lot> drawn = lots.get(group);
      int d = drawn.get(0).point().length;
      double[] points = new double[drawn.size() * d];
      double[] weights = new double[drawn.size()];
      for (int r = 0; r < weights.length; r++) {
        System.arraycopy(drawn.get(r).point(), 0, points, r * d, d);
        weights[r] = drawn.get(r).weight();
      }
      return PointBlock.of(0, d, points, weights);
    }

    private Drawn with(Drawn other) {
      long[] sums = new long[counts.length];
      List<List<Lot>> merged = new ArrayList<>();
      for (int group = 0; group < sums.length; group++) {
        sums[group] = counts[group] + other.counts[group];
        List<Lot> both = new ArrayList<>(lots.get(group));
        both.addAll(other.lots.get(group));
        both.sort(Comparator.comparingLong(Lot::number)); // stable: of equal ones the first row
        merged.add(new ArrayList<>(both.subList(0, Math.min(most, both.size()))));
      }
      return new Drawn(most, sums, merged);
    }
  }

  @Override
  public Drawn visit(Query query, TableBlock block) {
    long[] counts = new long[query.groups()];
    long[] numbers = new long[block.rows()];
    List<List<Integer>> rows = new ArrayList<>();
    for (int group = 0; group < counts.length; group++) {
      rows.add(new ArrayList<>());
    }
    for (int i = 0; i < numbers.length; i++) {
      int group = (int) block.points().coordinate(i, 0);
      counts[group]++;
      numbers[i] = query.seeds().at(0, block.ids().code(i)).nextLong();
      rows.get(group).add(i);
    }
    double[] row = new double[block.points().dimension()];
    List<List<Lot>> lots = new ArrayList<>();
    for (List<Integer> group : rows) {
      group.sort(Comparator.comparingLong(i -> numbers[i]));
      List<Lot> drawn = new ArrayList<>();
      for (int i : group.subList(0, Math.min(query.most(), group.size()))) {
        block.points().read(i, row);
        drawn.add(
            new Lot(numbers[i], Arrays.copyOfRange(row, 1, row.length), block.points().weight(i)));
      }
      lots.add(drawn);
    }
    return new Drawn(query.most(), counts, lots);
  }

  @Override
  public Drawn merge(Drawn left, Drawn right) {
    return left.with(right);
  }
}
