package io.convoy.jobs.select.choose;

import io.convoy.jobs.select.scan.Scanned;
import io.convoy.selection.Coverage;
import io.convoy.selection.Selection;
import io.convoy.selection.Shortlist;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows chosen.
 *
 * @param scanned the shortlist they are from
 * @param selection which of its rows
 * @param cover the plan, if the method made one
 * @param edges candidates per target, 0 if none were needed
 * @param widenings how often there were too few of them
 * @param values what every row of the pool is worth, if the method found it
 */
public record Choice(
    Scanned scanned,
    Selection selection,
    Optional<Coverage> cover,
    int edges,
    int widenings,
    Optional<Dataset<Row>> values) {

  /** Rows that were found at once, without a plan. */
  public Choice(Scanned scanned, Selection selection) {
    this(scanned, selection, Optional.empty(), 0, 0, Optional.empty());
  }

  Choice with(Dataset<Row> worth) {
    return new Choice(scanned, selection, cover, edges, widenings, Optional.of(worth));
  }

  /** Returns the rows of the shortlist, ascending. */
  public int[] rows() {
    return selection.rows();
  }

  /** Returns how many rows are taken, repeats included. */
  long taken() {
    return selection.taken();
  }

  /** Returns what a row counts for of the mass of all: that in the plan, or its share. */
  double mass(int row) {
    return cover
        .map(plan -> plan.masses()[row])
        .orElseGet(() -> (double) selection.repeats()[row] / taken());
  }

  /** Returns the scarcity of a row, at most 0; 0 where the method has none. */
  double price(int row) {
    return cover.map(plan -> plan.rowPrices()[row]).orElse(0.0);
  }

  /** Returns whether the plan has no rows but these, each with an equal mass. */
  boolean isWhole() {
    if (cover.isEmpty()) {
      return false;
    }
    double share = 1.0 / taken();
    double[] masses = cover.get().masses();
    for (int i = 0; i < masses.length; i++) {
      if (Math.abs(masses[i] - (selection.repeats()[i] > 0 ? share : 0)) > 1e-12) {
        return false;
      }
    }
    return true;
  }

  /** Returns the place of every row of {@link #rows} by score, from 1, the best first. */
  int[] ranks() {
    int[] rows = rows();
    Integer[] order = new Integer[rows.length];
    Arrays.setAll(order, i -> i);
    double[] scores = selection.scores();
    Arrays.sort(order, (a, b) -> Double.compare(scores[rows[b]], scores[rows[a]])); // stable
    int[] ranks = new int[rows.length];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order[rank]] = rank + 1;
    }
    return ranks;
  }

  /** Returns the shortlist. */
  public Shortlist shortlist() {
    return scanned.rows();
  }
}
