package io.convoy.transport;

import io.convoy.geometry.Precision;
import java.io.Serializable;

/**
 * What the iterations of a solve computed.
 *
 * @param evaluations of the dual
 * @param inDouble how many of them in double
 * @param precision of the last of them
 * @param skipped share of all their pairs that was left out, proved to be negligible
 */
public record Effort(int evaluations, int inDouble, Precision precision, double skipped)
    implements Serializable {

  static final Effort NONE = new Effort(0, 0, Precision.FLOAT, 0);

  Effort with(Evaluation evaluation) {
    return new Effort(
        evaluations + 1,
        inDouble + (evaluation.precision() == Precision.DOUBLE ? 1 : 0),
        evaluation.precision(),
        skipped + (evaluation.skipped() - skipped) / (evaluations + 1));
  }
}
