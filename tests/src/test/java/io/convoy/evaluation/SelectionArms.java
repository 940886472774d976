package io.convoy.evaluation;

import io.convoy.distance.Gaussian;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import io.convoy.selection.Candidates;
import io.convoy.selection.CapacityTransport;
import io.convoy.selection.Coverage;
import io.convoy.selection.Herding;
import io.convoy.selection.Importance;
import io.convoy.selection.KCenter;
import io.convoy.selection.KernelDensity;
import io.convoy.selection.Layers;
import io.convoy.selection.NearestSweep;
import io.convoy.selection.NearestTarget;
import io.convoy.selection.Quotas;
import io.convoy.selection.RoundRobin;
import io.convoy.selection.Selection;
import io.convoy.selection.Shortlist;
import io.convoy.selection.Targets;
import io.convoy.selection.Terms;
import io.convoy.selection.Whitening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Selects rows by every method that is compared, each as {@code convoy select} calls it. */
final class SelectionArms {

  /** Candidates per target and row of its share to begin with, as in the job. */
  private static final int PER_SHARE = 3;

  private static final int LEAST_CANDIDATES = 8;

  /** Strength of the classifier that tells targets from the pool. */
  private static final double CLASSIFIER_REG = 1e-3;

  private final SparkModels models;

  /** What depends on a pool alone. */
  private static final class OfPool {
    private final Map<Integer, int[]> centers = new HashMap<>();
    private Optional<Clusters> clusters = Optional.empty();
  }

  /** Blocks are equal only to themselves. */
  private final Map<PointBlock, OfPool> ofPools = new HashMap<>();

  SelectionArms(SparkModels models) {
    this.models = models;
  }

  /** Forgets what it knows of pools. */
  void forget() {
    ofPools.clear();
  }

  /** Returns the rows of the pool that an arm takes, ascending. */
  int[] select(SelectionArm arm, SelectionTask task, int budget) {
    return switch (arm) {
      case RANDOM ->
          sorted(
              Arrays.copyOf(
                  SelectionTask.shuffled(task.pool().rows(), task.seeds().at(10, 0)), budget));
      case CLASS_MATCHED -> classMatched(task, budget);
      case MEAN -> highest(toMean(task), budget);
      case NEAREST -> highest(negated(distances(task)), budget);
      case CLASSIFIER ->
          highest(models.likeness(task.pool(), task.targets(), CLASSIFIER_REG), budget);
      case DSIR -> highest(ratios(task), budget);
      case K_CENTER ->
          ofPool(task)
              .centers
              .computeIfAbsent(
                  budget, b -> KCenter.select(shortlist(task.pool()), Terms.ofRows(b)).rows());
      case HERDING -> herding(task, budget, false);
      case LABEL_HERDING -> herding(task, budget, true);
      case ROUND_ROBIN -> roundRobin(task, budget, 0);
      case LABEL_ROUND_ROBIN -> roundRobin(task, budget, task.labelCost());
      case TSDS -> tsds(task, budget);
      case TAROT -> tarot(whitened(task), budget);
      case CLUSTERS -> byCluster(task, budget);
      case OT -> covered(task, budget, 0);
      case LABEL_OT -> covered(task, budget, task.labelCost());
      case WHITE_OT -> covered(whitened(task), budget, 0);
      case WHITE_LABEL_OT -> covered(whitened(task), budget, 1);
      case ALL -> IntStream.range(0, task.pool().rows()).toArray();
      case TARGETS -> throw new IllegalArgumentException("targets are no rows of the pool");
    };
  }

  private OfPool ofPool(SelectionTask task) {
    return ofPools.computeIfAbsent(task.pool(), pool -> new OfPool());
  }

  private static int[] classMatched(SelectionTask task, int budget) {
    Map<Double, Integer> wanted = new HashMap<>();
    PointBlock targets = task.targets();
    int m = targets.rows();
    // target j stands for the rows from j B / m to (j + 1) B / m, rounded, in a random order
    int[] turn = SelectionTask.shuffled(m, task.seeds().at(11, 0));
    for (int place = 0; place < m; place++) {
      long share = (place + 1L) * budget / m - (long) place * budget / m;
      wanted.merge(label(targets, turn[place]), (int) share, Integer::sum);
    }
    int[] order = SelectionTask.shuffled(task.pool().rows(), task.seeds().at(11, 1));
    List<Integer> taken = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int row : order) {
      double label = label(task.pool(), row);
      int left = wanted.getOrDefault(label, 0);
      wanted.put(label, left - 1);
      (left > 0 ? taken : others).add(row);
    }
    for (int i = 0; taken.size() < budget; i++) { // the pool may have too few of a label
      taken.add(others.get(i));
    }
    return sorted(taken.stream().mapToInt(Integer::intValue).toArray());
  }

  private static double[] toMean(SelectionTask task) {
    PointBlock pool = SelectionTask.LEAD.features(task.pool());
    PointBlock targets = SelectionTask.LEAD.features(task.targets());
    double[] mean = new double[targets.dimension()];
    for (int j = 0; j < targets.rows(); j++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += targets.coordinate(j, k);
      }
    }
    double[] cosines = new double[pool.rows()];
    for (int i = 0; i < cosines.length; i++) {
      double product = 0;
      double squares = 0;
      for (int k = 0; k < mean.length; k++) {
        product += pool.coordinate(i, k) * mean[k];
        squares += pool.coordinate(i, k) * pool.coordinate(i, k);
      }
      cosines[i] = squares > 0 ? product / Math.sqrt(squares) : 0;
    }
    return cosines;
  }

  private static double[] distances(SelectionTask task) {
    return NearestTarget.costs(targets(task, 0), SelectionTask.LEAD, task.pool());
  }

  private static double[] ratios(SelectionTask task) {
    int lead = SelectionTask.LEAD.count();
    PointBlock pool = task.pool();
    double[][] edges =
        Importance.edges(
            new SerialRunner<>(List.of(pool)).run("moments", Moments.sweep(), ""), lead);
    Importance.Count count = new Importance.Count(lead);
    Importance importance =
        Importance.of(edges, count.visit(edges, pool), count.visit(edges, task.targets()));
    double[] draws = draws(task, 12);
    double[] ratios = new double[pool.rows()];
    Arrays.setAll(ratios, i -> -importance.score(pool, i, lead, draws[i]));
    return ratios;
  }

  private static int[] herding(SelectionTask task, int budget, boolean byLabel) {
    return Herding.select(
            shortlist(task.pool()),
            targets(task, 0),
            equal(task.targets().rows()),
            Terms.ofRows(budget),
            byLabel)
        .rows();
  }

  private static int[] roundRobin(SelectionTask task, int budget, double labelCost) {
    return widened(
        task,
        budget,
        labelCost,
        found -> RoundRobin.select(found.candidates(), found.rows(), Terms.ofRows(budget)));
  }

  private static int[] tsds(SelectionTask task, int budget) {
    double[] draws = draws(task, 13);
    return widened(
        task,
        budget,
        0,
        found -> {
          double[] own = Arrays.stream(found.places()).mapToDouble(row -> draws[row]).toArray();
          return KernelDensity.select(
              found.candidates(),
              found.rows(),
              equal(task.targets().rows()),
              Terms.ofRows(budget),
              own);
        });
  }

  private static int[] tarot(SelectionTask task, int budget) {
    Targets targets = targets(task, 0);
    return widened(
        task,
        budget,
        0,
        found ->
            Layers.select(
                found.candidates(),
                found.rows(),
                targets,
                equal(targets.count()),
                Terms.ofRows(budget),
                false));
  }

  /** Candidates and the rows of the pool that are among them. */
  private record Found(Candidates candidates, Shortlist rows, int[] places) {}

  private static Found nearest(SelectionTask task, double labelCost, int k) {
    int n = task.pool().rows();
    SerialRunner<PointBlock> runner = new SerialRunner<>(List.of(task.pool()));
    Candidates found =
        runner.run(
            "nearest",
            new NearestSweep(),
            NearestSweep.Query.of(
                runner.share(targets(task, labelCost)), SelectionTask.LEAD, 1, k, n));
    long[] places = found.places();
    int[] rows = Arrays.stream(places).mapToInt(Math::toIntExact).toArray();
    return new Found(found.numberedIn(places), shortlist(task.pool()).pick(rows), rows);
  }

  private static int firstCandidates(SelectionTask task, int budget) {
    int m = task.targets().rows();
    return Math.max(LEAST_CANDIDATES, PER_SHARE * ((budget + m - 1) / m));
  }

  private static int[] widened(
      SelectionTask task, int budget, double labelCost, Function<Found, Selection> method) {
    int n = task.pool().rows();
    for (int k = firstCandidates(task, budget); ; k = Math.min(n, 2 * k)) {
      Found found = nearest(task, labelCost, k);
      Selection selection = method.apply(found);
      if (selection.complete() || k == n) {
        return places(found, selection.repeats());
      }
    }
  }

  private static int[] covered(SelectionTask task, int budget, double labelCost) {
    int n = task.pool().rows();
    Terms terms = Terms.ofRows(budget);
    for (int k = firstCandidates(task, budget); ; k = Math.min(n, 2 * k)) {
      Found found = nearest(task, labelCost, k);
      Optional<Coverage> cover =
          CapacityTransport.solve(
              found.candidates(), found.rows(), equal(task.targets().rows()), terms);
      if (cover.isPresent() && (cover.get().certificate() || k == n)) {
        return places(found, cover.get().repeats(found.candidates(), found.rows(), terms));
      }
    }
  }

  /** Clusters cover the targets, as many rows of each as it has, and rows are drawn from them. */
  private int[] byCluster(SelectionTask task, int budget) {
    OfPool known = ofPool(task);
    if (known.clusters.isEmpty()) {
      known.clusters = Optional.of(Clusters.of(task.pool()));
    }
    Clusters clusters = known.clusters.get();
    Shortlist rows = shortlist(clusters.centers());
    // sizes of clusters in the unit of the budget are what a token budget is
    Terms terms = new Terms(budget, true, 1, Quotas.none());
    Candidates pairs = rows.pairs(targets(task, 0));
    Coverage cover =
        CapacityTransport.solve(pairs, rows, equal(task.targets().rows()), terms).orElseThrow();
    double[] shares = Arrays.stream(cover.masses()).map(mass -> mass * budget).toArray();
    int[] counts = new int[shares.length];
    double[] rests = new double[shares.length];
    for (int c = 0; c < counts.length; c++) {
      counts[c] = (int) Math.floor(shares[c] + 1e-9);
      rests[c] = shares[c] - counts[c];
    }
    for (int c : highest(rests, budget - Arrays.stream(counts).sum())) {
      counts[c]++;
    }
    List<Integer> taken = new ArrayList<>();
    for (int row : SelectionTask.shuffled(task.pool().rows(), task.seeds().at(14, 0))) {
      if (counts[clusters.of()[row]] > 0) {
        counts[clusters.of()[row]]--;
        taken.add(row);
      }
    }
    return sorted(taken.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Returns the task in whitened features of length 1. */
  private static SelectionTask whitened(SelectionTask task) {
    Whitening whitening = Whitening.of(gaussian(task.pool()).with(gaussian(task.targets())));
    int lead = SelectionTask.LEAD.count();
    return task.with(whitening.apply(task.pool(), lead), whitening.apply(task.targets(), lead));
  }

  private static Gaussian gaussian(PointBlock rows) {
    return new SerialRunner<>(List.of(SelectionTask.LEAD.features(rows)))
        .run("covariance", Gaussian.sweep(), "");
  }

  static Targets targets(SelectionTask task, double labelCost) {
    return Targets.of(task.targets(), SelectionTask.LEAD, labelCost);
  }

  private static Shortlist shortlist(PointBlock rows) {
    return Shortlist.of(rows, SelectionTask.LEAD);
  }

  private static double label(PointBlock rows, int row) {
    return SelectionTask.LEAD.label(rows, row);
  }

  private static double[] draws(SelectionTask task, int purpose) {
    double[] draws = new double[task.pool().rows()];
    Arrays.setAll(
        draws, row -> Math.max(task.seeds().at(purpose, row).nextDouble(), Double.MIN_NORMAL));
    return draws;
  }

  private static double[] equal(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static int[] places(Found found, int[] repeats) {
    return IntStream.range(0, repeats.length)
        .filter(i -> repeats[i] > 0)
        .map(i -> found.places()[i])
        .toArray();
  }

  /** Returns where the highest scores stand, ascending; of equal scores the first. */
  private static int[] highest(double[] scores, int count) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted((a, b) -> Double.compare(scores[b], scores[a])) // stable
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  private static int[] sorted(int[] rows) {
    return Arrays.stream(rows).sorted().toArray();
  }
}
