package io.convoy.robust;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Drops what no rule should see: one NaN among the vectors makes most rules answer NaN.
 *
 * @param absurd a vector longer than so many times the median length of the finite ones is dropped,
 *     {@code > 1}
 */
public record Gate(double absurd) {

  /** Far above what training does, far below a flipped bit of an exponent. */
  public static final double USUAL = 1e4;

  public Gate {
    if (!(absurd > 1)) {
      throw new IllegalArgumentException("the gate's factor must be > 1, got " + absurd);
    }
  }

  /** Why a contribution was dropped. */
  public enum Reason {
    ABSENT,
    WRONG_LENGTH,
    STALE,
    NOT_FINITE,
    ABSURD_NORM;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What is known of one worker's vector without looking at it again.
   *
   * @param worker its number
   * @param step of the parameters it was computed at; negative if nothing arrived
   * @param length number of coordinates
   * @param squares sum of their squares; not finite if one of them is not
   */
  public record Contribution(int worker, long step, long length, double squares)
      implements Serializable {}

  /**
   * What passes.
   *
   * @param passed workers, ascending
   * @param dropped the others
   */
  public record Verdict(List<Integer> passed, Map<Integer, Reason> dropped) {}

  /**
   * Judges the contributions of a step.
   *
   * @param step that they should be of
   * @param length that they should have
   */
  public Verdict judge(List<Contribution> contributions, long step, long length) {
    Verdict fitting = fitting(contributions, step, length);
    TreeMap<Integer, Reason> dropped = new TreeMap<>(fitting.dropped());
    List<Contribution> sound = new ArrayList<>();
    for (Contribution given : contributions) {
      if (!Double.isFinite(given.squares()) && !dropped.containsKey(given.worker())) {
        dropped.put(given.worker(), Reason.NOT_FINITE);
      } else if (!dropped.containsKey(given.worker())) {
        sound.add(given);
      }
    }
    double[] norms = sound.stream().mapToDouble(given -> Math.sqrt(given.squares())).toArray();
    Arrays.sort(norms);
    // the lower of two in the middle: half of the workers, lying, must not choose it
    double median = norms.length == 0 ? 0 : norms[(norms.length - 1) / 2];
    List<Integer> passed = new ArrayList<>();
    for (Contribution given : sound) {
      if (median > 0 && Math.sqrt(given.squares()) > absurd * median) {
        dropped.put(given.worker(), Reason.ABSURD_NORM);
      } else {
        passed.add(given.worker());
      }
    }
    Collections.sort(passed);
    return new Verdict(List.copyOf(passed), Collections.unmodifiableMap(dropped));
  }

  /** Returns what can be added up at all, whatever its values: no gate. */
  public static Verdict fitting(List<Contribution> contributions, long step, long length) {
    TreeMap<Integer, Reason> dropped = new TreeMap<>();
    List<Integer> passed = new ArrayList<>();
    for (Contribution given : contributions) {
      if (given.step() < 0) {
        dropped.put(given.worker(), Reason.ABSENT);
      } else if (given.length() != length) {
        dropped.put(given.worker(), Reason.WRONG_LENGTH);
      } else if (given.step() != step) {
        dropped.put(given.worker(), Reason.STALE);
      } else {
        passed.add(given.worker());
      }
    }
    Collections.sort(passed);
    return new Verdict(List.copyOf(passed), Collections.unmodifiableMap(dropped));
  }
}
