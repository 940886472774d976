package io.convoy.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Tables of scores. */
final class SelectionReport {

  /** A difference of at most this much is none. */
  private static final double MARGIN = 0.01;

  private static final double SIGNIFICANT = 0.05;

  /** After the name of a data set: costs alone, for budgets that are multiples of the targets. */
  static final String WHOLE = " whole shares";

  /** Before a strength: the noisy data set with regressions of that strength. */
  static final String STRENGTH = "P2 regParam ";

  /** Both costs come from solvers that round to some 45 bits, and from twelve digits. */
  private static final double ROUNDING = 1e-9;

  private final List<SelectionScore> scores;

  SelectionReport(List<SelectionScore> scores) {
    this.scores = List.copyOf(scores);
  }

  /** Returns means of all arms of a data set, and how far transport is from each. */
  List<String> tables(String data) {
    List<String> lines = new ArrayList<>();
    int[] budgets =
        scores.stream()
            .filter(s -> s.data().equals(data) && s.budget() > 0)
            .mapToInt(SelectionScore::budget)
            .distinct()
            .sorted()
            .toArray();
    for (int percent : Arrays.stream(budgets).map(b -> percent(data, b)).distinct().toArray()) {
      lines.add("");
      lines.add(data + ", " + percent + " % of the pool");
      lines.add("");
      lines.add(
          "| arm | draws | accuracy | macro-F1 | transport cost | OT-cap minus it | OT-cap with"
              + " label cost minus it |");
      lines.add("|---|---|---|---|---|---|---|");
      for (SelectionArm arm : SelectionArm.values()) {
        List<SelectionScore> own = of(data, percent, arm);
        if (!own.isEmpty()) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "| %s | %d | %.3f ± %.3f | %.3f | %s | %s | %s |",
                  arm.title(),
                  own.size(),
                  mean(own, SelectionScore::accuracy),
                  deviation(own),
                  mean(own, SelectionScore::macroF1),
                  cost(own, arm),
                  difference(data, percent, SelectionArm.OT, arm),
                  difference(data, percent, SelectionArm.LABEL_OT, arm)));
        }
      }
    }
    return lines;
  }

  private static String cost(List<SelectionScore> own, SelectionArm arm) {
    return arm.isReference()
        ? "–"
        : String.format(Locale.ROOT, "%.3f", mean(own, SelectionScore::transport));
  }

  private String difference(String data, int percent, SelectionArm ours, SelectionArm theirs) {
    return ours == theirs ? "–" : text(paired(data, percent, ours, theirs));
  }

  private static String text(Paired paired) {
    return String.format(
        Locale.ROOT,
        "%+.1f [%+.1f, %+.1f]",
        100 * paired.mean(),
        100 * paired.low(),
        100 * paired.high());
  }

  /** Returns the contrasts and what became of them; all are one family for Holm's method. */
  List<String> contrasts() {
    List<SelectionContrasts.Contrast> asked = SelectionContrasts.ALL;
    List<Paired> found =
        asked.stream().map(c -> paired(c.data(), c.percent(), c.ours(), c.theirs())).toList();
    double[] adjusted = Paired.holm(found);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("| data | contrast | draws | points [95 %] | p (Holm) | expected | found |");
    lines.add("|---|---|---|---|---|---|---|");
    for (int c = 0; c < adjusted.length; c++) {
      SelectionContrasts.Contrast own = asked.get(c);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s, %d %% | %s − %s | %d | %s | %s | %s | %s |",
              own.data(),
              own.percent(),
              own.ours().title(),
              own.theirs().title(),
              found.get(c).count(),
              text(found.get(c)),
              adjusted[c] < 0.001 ? "< .001" : String.format(Locale.ROOT, "%.3f", adjusted[c]),
              expected(own.kind()),
              verdict(own.kind(), found.get(c), adjusted[c])));
    }
    return lines;
  }

  /** Returns accuracies by strength. */
  List<String> strengths() {
    List<SelectionScore> own = scores.stream().filter(s -> s.data().startsWith(STRENGTH)).toList();
    List<String> names = own.stream().map(SelectionScore::data).distinct().toList();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "| P2, 5 %, first "
            + own.stream().mapToLong(SelectionScore::seed).max().orElse(0)
            + " draws | "
            + String.join(" | ", names.stream().map(n -> n.substring(STRENGTH.length())).toList())
            + " |");
    lines.add("|---".repeat(names.size() + 1) + "|");
    for (SelectionArm arm : own.stream().map(SelectionScore::arm).distinct().toList()) {
      StringBuilder line = new StringBuilder("| " + arm.title() + " |");
      for (String name : names) {
        double mean =
            mean(
                own.stream().filter(s -> s.arm() == arm && s.data().equals(name)).toList(),
                SelectionScore::accuracy);
        line.append(String.format(Locale.ROOT, " %.3f |", mean));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Returns what became of the gate of costs. */
  List<String> costs() {
    double[] spared = spared();
    double most = Arrays.stream(spared).max().orElseThrow();
    return List.of(
        "",
        String.format(
            Locale.ROOT,
            "Transport cost of OT-cap at most that of round-robin where the budget is a multiple of"
                + " the targets: %s in %d of %d; round-robin costs %.2f %% to %.2f %% more.",
            leastSpared() >= 0 ? "passed" : "FAILED",
            Arrays.stream(spared).filter(off -> off >= 0).count(),
            spared.length,
            100 * leastSpared(),
            100 * most));
  }

  double leastSpared() {
    return Arrays.stream(spared()).min().orElseThrow();
  }

  /** Returns how far above that of transport the cost of round-robin is, as a share. */
  private double[] spared() {
    return scores.stream()
        .filter(s -> s.data().endsWith(WHOLE) && s.arm() == SelectionArm.OT)
        .mapToDouble(ours -> rival(ours).transport() / ours.transport() - 1)
        .map(off -> Math.abs(off) < ROUNDING ? 0 : off)
        .toArray();
  }

  private SelectionScore rival(SelectionScore ours) {
    return scores.stream()
        .filter(s -> s.arm() == SelectionArm.ROUND_ROBIN && s.data().equals(ours.data()))
        .filter(s -> s.budget() == ours.budget() && s.seed() == ours.seed())
        .findFirst()
        .orElseThrow();
  }

  private static String expected(SelectionContrasts.Kind kind) {
    return switch (kind) {
      case GATE -> "gate: > 0";
      case ALIKE -> "gate: within ±1";
      case NULL -> "≤ 0";
      case OPEN -> "open";
    };
  }

  private static String verdict(SelectionContrasts.Kind kind, Paired found, double p) {
    boolean clear = p < SIGNIFICANT;
    return switch (kind) {
      case GATE ->
          found.low() > 0 && clear
              ? "passed"
              : found.high() < 0 && clear ? "FAILED: below 0" : "FAILED: not shown to be above 0";
      case ALIKE ->
          found.low() >= -MARGIN && found.high() <= MARGIN
              ? "passed"
              : Math.abs(found.mean()) <= MARGIN
                  ? "FAILED: the mean is within, its interval is not"
                  : "FAILED: the mean is outside";
      case NULL ->
          found.low() > 0 && clear
              ? "UNEXPECTED: above 0"
              : found.high() < 0 && clear ? "as expected, below 0" : "as expected, no difference";
      case OPEN -> !clear ? "no difference shown" : found.mean() > 0 ? "above 0" : "below 0";
    };
  }

  private Paired paired(String data, int percent, SelectionArm ours, SelectionArm theirs) {
    List<SelectionScore> left = of(data, percent, ours);
    List<SelectionScore> right = of(data, percent, theirs);
    int count = Math.min(left.size(), right.size()); // both begin with the first draws
    double[] a = new double[count];
    double[] b = new double[count];
    Arrays.setAll(a, i -> left.get(i).accuracy());
    Arrays.setAll(b, i -> right.get(i).accuracy());
    return Paired.of(a, b);
  }

  /** Returns the scores of an arm by draw; arms without a budget belong to all. */
  private List<SelectionScore> of(String data, int percent, SelectionArm arm) {
    return scores.stream()
        .filter(s -> s.data().equals(data) && s.arm() == arm)
        .filter(s -> s.budget() == 0 || percent(data, s.budget()) == percent)
        .toList();
  }

  /** Returns the share of the pool, which has 15 000 rows or about 20 000. */
  private static int percent(String data, int budget) {
    return Math.round(100f * budget / (data.equals("P3") ? 19_840 : 15_000));
  }

  private static double mean(List<SelectionScore> own, ToDoubleFunction<SelectionScore> what) {
    return own.stream().mapToDouble(what).average().orElseThrow();
  }

  private static double deviation(List<SelectionScore> own) {
    double mean = mean(own, SelectionScore::accuracy);
    double squares =
        own.stream().mapToDouble(s -> (s.accuracy() - mean) * (s.accuracy() - mean)).sum();
    return own.size() < 2 ? 0 : Math.sqrt(squares / (own.size() - 1));
  }
}
