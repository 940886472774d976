package io.convoy.jobs.train;

import io.convoy.robust.VectorBlocks;
import io.convoy.training.Arrival;
import io.convoy.training.Objective;
import io.convoy.training.Order;
import io.convoy.training.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Workers, and a record of where each answered and how long it took. Time is no part of the result:
 * a resumed run records what it sees itself.
 */
final class Attendance implements Workers {

  /** A worker that takes so many times as long as the median one is slow. */
  private static final double SLOW = 4;

  /** Below this many seconds a step nobody is. */
  private static final double NOTICED = 0.02;

  private static final int SAMPLES = 201;

  private final Workers workers;
  private final List<TreeSet<String>> hosts;
  private final double[][] seconds;
  private final int[] answers;

  Attendance(Workers workers) {
    this.workers = workers;
    int p = workers.count();
    this.hosts = IntStream.range(0, p).mapToObj(i -> new TreeSet<String>()).toList();
    this.seconds = new double[p][SAMPLES];
    this.answers = new int[p];
  }

  @Override
  public int count() {
    return workers.count();
  }

  @Override
  public List<Arrival> compute(Order order) {
    List<Arrival> arrivals = workers.compute(order);
    for (Arrival arrival : arrivals) {
      int i = arrival.worker();
      hosts.get(i).add(arrival.host() + "/" + arrival.executor());
      seconds[i][answers[i]++ % SAMPLES] = arrival.seconds();
    }
    return arrivals;
  }

  /** Returns where a worker answered: host and executor. */
  List<String> hosts(int worker) {
    return new ArrayList<>(hosts.get(worker));
  }

  /** Returns where a process was and which workers answered from it, in a few words. */
  String served(String executor) {
    TreeSet<String> at = new TreeSet<>();
    List<Integer> served = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      for (String place : hosts.get(i)) {
        if (place.endsWith("/" + executor)) {
          at.add(place.substring(0, place.lastIndexOf('/')));
          served.add(i);
        }
      }
    }
    return served.isEmpty() ? "" : " on " + String.join(", ", at) + ", of workers " + served;
  }

  /** Returns the median time of a worker's last answers; NaN without any. */
  double medianSeconds(int worker) {
    return median(Arrays.copyOf(seconds[worker], Math.min(SAMPLES, answers[worker])));
  }

  /** Returns the workers that take much longer than others. */
  List<Integer> slow() {
    double[] medians = IntStream.range(0, count()).mapToDouble(this::medianSeconds).toArray();
    double usual = median(medians);
    return IntStream.range(0, count())
        .filter(i -> medians[i] > NOTICED && medians[i] > SLOW * usual)
        .boxed()
        .toList();
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }

  @Override
  public VectorBlocks vectors(List<Integer> chosen) {
    return workers.vectors(chosen);
  }

  @Override
  public List<Objective.Judgement> judge(double[] parameters) {
    return workers.judge(parameters);
  }

  @Override
  public double[] save(long step) {
    return workers.save(step);
  }

  @Override
  public boolean restore(long step, double[] receipt) {
    return workers.restore(step, receipt);
  }

  @Override
  public void close() {
    workers.close();
  }
}
