package io.convoy;

import io.convoy.selection.Coverage;
import java.util.Arrays;
import java.util.Optional;

/**
 * Rows chosen of a pool.
 *
 * @param ids the rows, from 0, ascending
 * @param weights what each should count in training, of mean 1
 * @param cost the least mean cost of covering the targets where no row of the pool covers more than
 *     its share; NaN under other methods than ot
 * @param lowerBound what no choice costs less than; NaN under other methods than ot
 */
public record SelectedRows(int[] ids, double[] weights, double cost, double lowerBound) {

  static SelectedRows of(
      io.convoy.selection.Selection selection, int[] kept, Optional<Coverage> cover) {
    int[] rows = selection.rows();
    return new SelectedRows(
        Arrays.stream(rows).map(row -> kept[row]).toArray(),
        Arrays.stream(rows).mapToDouble(row -> selection.weights()[row]).toArray(),
        cover.map(Coverage::cost).orElse(Double.NaN),
        cover.map(Coverage::lowerBound).orElse(Double.NaN));
  }
}
