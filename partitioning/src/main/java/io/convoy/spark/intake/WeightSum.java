package io.convoy.spark.intake;

import io.convoy.iterate.Sweep;
import io.convoy.spark.block.TableBlock;

/** The sum of a table's weights: row after row in a block, along the tree between blocks. */
record WeightSum() implements Sweep<TableBlock, String, Double> {

  @Override
  public Double visit(String state, TableBlock block) {
    double sum = 0;
    for (int row = 0; row < block.rows(); row++) {
      sum += block.points().weight(row);
    }
    return sum;
  }

  @Override
  public Double merge(Double left, Double right) {
    return left + right;
  }
}
