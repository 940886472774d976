package io.convoy.jobs.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Estimates the time left from the geometric decrease of the error over the last iterations at one
 * level of epsilon, bounded by the iterations left in the budget.
 */
final class TimeLeft {

  private static final int WINDOW = 30;

  private final Goal goal;
  private final Deque<Step> recent = new ArrayDeque<>();

  TimeLeft(Goal goal) {
    this.goal = goal;
  }

  private record Step(int iteration, double epsilon, double logError, long millis) {}

  void onIteration(int iteration, double epsilon, double error, long millis) {
    if (!recent.isEmpty() && recent.getLast().epsilon() != epsilon) {
      recent.clear();
    }
    recent.addLast(new Step(iteration, epsilon, Math.log(error), millis));
    if (recent.size() > WINDOW) {
      recent.removeFirst();
    }
  }

  /** Returns the estimate; nothing before there are two iterations at this level. */
  Optional<Duration> estimate() {
    if (recent.size() < 2) {
      return Optional.empty();
    }
    Step first = recent.getFirst();
    Step last = recent.getLast();
    double steps = last.iteration() - first.iteration();
    double millisPerStep = (last.millis() - first.millis()) / steps;
    double decrease = (first.logError() - last.logError()) / steps;
    double budget = goal.maxIterations() - last.iteration();
    double needed =
        decrease > 0 ? (last.logError() - Math.log(goal.tolerance())) / decrease : budget;
    double left = Math.max(0, Math.min(needed, budget)) * millisPerStep;
    return Double.isFinite(left) ? Optional.of(Duration.ofMillis((long) left)) : Optional.empty();
  }
}
