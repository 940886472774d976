package io.convoy.evaluation;

/** What an evaluation of selections compares. */
enum SelectionArm {
  RANDOM("random", false),
  CLASS_MATCHED("class-matched random", true),
  MEAN("mean similarity", false),
  NEAREST("nearest target", false),
  CLASSIFIER("domain classifier", false),
  DSIR("DSIR", false),
  K_CENTER("k-center", false),
  HERDING("herding", false),
  ROUND_ROBIN("round-robin", false),
  TSDS("TSDS KNN-KDE", false),
  TAROT("TAROT fixed-size", false),
  CLUSTERS("cluster OT", false),
  OT("OT-cap", false),
  LABEL_HERDING("herding, label kernel", true),
  LABEL_ROUND_ROBIN("round-robin, label cost", true),
  LABEL_OT("OT-cap, label cost", true),
  WHITE_OT("OT-cap, whitened", false),
  WHITE_LABEL_OT("OT-cap, whitened, label cost", true),
  ALL("all of pool", true),
  TARGETS("targets only", false);

  private final String title;
  private final boolean byLabel;

  SelectionArm(String title, boolean byLabel) {
    this.title = title;
    this.byLabel = byLabel;
  }

  /** Returns the name in tables. */
  String title() {
    return title;
  }

  /** Returns whether labels of the pool have a say in which rows are taken. */
  boolean byLabel() {
    return byLabel;
  }

  /** Returns whether the budget has no say. */
  boolean isReference() {
    return this == ALL || this == TARGETS;
  }
}
