package io.convoy.training;

import io.convoy.geometry.PointBlock;
import io.convoy.robust.Attack;
import java.io.Serializable;
import java.util.Arrays;

/** What attacks do to the rows of liars. */
public record SpoiledRows(Attack attack, int firstLiar, int classes) implements Serializable {

  /** Returns the rows as the worker has them: as they are, unless it lies about rows. */
  public LabeledRows of(LabeledRows rows) {
    if (rows.index() < firstLiar || attack.kind().place() != Attack.Place.DATA) {
      return rows;
    }
    return attack.kind() == Attack.Kind.LABEL_FLIP ? flipped(rows) : inAnotherUnit(rows);
  }

  private LabeledRows flipped(LabeledRows rows) {
    double[] labels = new double[rows.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = classes > 0 ? classes - 1 - rows.label(i) : -rows.label(i);
    }
    return rows.withLabels(labels);
  }

  private LabeledRows inAnotherUnit(LabeledRows rows) {
    double[] description = Scaling.describe(rows);
    PointBlock points = rows.points();
    int d = points.dimension();
    int widest = 0;
    for (int k = 1; k < d; k++) {
      if (description[2 * k + 1] > description[2 * widest + 1]) {
        widest = k;
      }
    }
    double[] deviation = new double[d];
    Arrays.fill(deviation, 1);
    deviation[widest] = 1 / attack.strength();
    return new Scaling(new double[d], deviation, 0, 1).apply(rows);
  }
}
