package io.convoy.evaluation;

import java.util.List;

/**
 * Differences of accuracy that were named before they were measured, with the sign expected of
 * them.
 */
final class SelectionContrasts {

  private SelectionContrasts() {}

  /** What is expected of a difference. */
  enum Kind {
    /** Above 0. */
    GATE,
    /** Within one point of 0. */
    ALIKE,
    /** Not above 0. */
    NULL,
    /** Unknown. */
    OPEN
  }

  /**
   * A difference.
   *
   * @param percent of the pool selected
   */
  record Contrast(String data, int percent, SelectionArm ours, SelectionArm theirs, Kind kind) {}

  static final List<Contrast> ALL =
      List.of(
          gate("P1", 2, SelectionArm.OT, SelectionArm.RANDOM),
          gate("P1", 5, SelectionArm.OT, SelectionArm.RANDOM),
          gate("P3", 5, SelectionArm.OT, SelectionArm.RANDOM),
          gate("P1", 2, SelectionArm.OT, SelectionArm.MEAN),
          gate("P1", 5, SelectionArm.OT, SelectionArm.MEAN),
          gate("P2", 5, SelectionArm.OT, SelectionArm.MEAN),
          gate("P1", 2, SelectionArm.OT, SelectionArm.NEAREST),
          gate("P1", 5, SelectionArm.OT, SelectionArm.NEAREST),
          gate("P2", 5, SelectionArm.OT, SelectionArm.NEAREST),
          gate("P2", 5, SelectionArm.LABEL_OT, SelectionArm.OT),
          gate("P2", 5, SelectionArm.LABEL_OT, SelectionArm.RANDOM),
          gate("P2", 5, SelectionArm.LABEL_OT, SelectionArm.LABEL_HERDING),
          gate("P2", 5, SelectionArm.LABEL_OT, SelectionArm.ALL),
          new Contrast("P1", 2, SelectionArm.OT, SelectionArm.ROUND_ROBIN, Kind.ALIKE),
          new Contrast("P1", 5, SelectionArm.OT, SelectionArm.ROUND_ROBIN, Kind.ALIKE),
          new Contrast("P2", 5, SelectionArm.OT, SelectionArm.ROUND_ROBIN, Kind.ALIKE),
          new Contrast("P3", 5, SelectionArm.OT, SelectionArm.ROUND_ROBIN, Kind.ALIKE),
          new Contrast("P1", 2, SelectionArm.OT, SelectionArm.HERDING, Kind.NULL),
          new Contrast("P1", 5, SelectionArm.OT, SelectionArm.HERDING, Kind.NULL),
          new Contrast("P1", 5, SelectionArm.OT, SelectionArm.CLASS_MATCHED, Kind.NULL),
          new Contrast("P1", 5, SelectionArm.LABEL_OT, SelectionArm.CLASS_MATCHED, Kind.NULL),
          new Contrast("P3", 5, SelectionArm.OT, SelectionArm.DSIR, Kind.NULL),
          new Contrast("P2", 5, SelectionArm.LABEL_OT, SelectionArm.CLASS_MATCHED, Kind.OPEN));

  private static Contrast gate(String data, int percent, SelectionArm ours, SelectionArm theirs) {
    return new Contrast(data, percent, ours, theirs, Kind.GATE);
  }
}
