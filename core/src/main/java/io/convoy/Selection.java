package io.convoy;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointBlocks;
import io.convoy.iterate.SweepRunner;
import io.convoy.selection.Candidates;
import io.convoy.selection.CapacityTransport;
import io.convoy.selection.Coverage;
import io.convoy.selection.Herding;
import io.convoy.selection.KCenter;
import io.convoy.selection.Lead;
import io.convoy.selection.LowestSweep;
import io.convoy.selection.NearestSweep;
import io.convoy.selection.NearestTarget;
import io.convoy.selection.Ranked;
import io.convoy.selection.RoundRobin;
import io.convoy.selection.Shortlist;
import io.convoy.selection.Targets;
import io.convoy.selection.Terms;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/**
 * The choice of so many rows of a pool that match target rows best.
 *
 * <pre>{@code
 * SelectedRows rows = Selection.from(pool).toMatch(targets).budget(1000).select();
 * }</pre>
 *
 * <p>Immutable: every verb returns a new question, the arrays are copied. What is left unsaid is as
 * the command line has it: the method {@code ot}, every row at most once. That method needs the
 * artifact com.google.ortools:ortools-java on the class path.
 */
public final class Selection {

  /** Nothing before the features but what a row takes of the budget, and its group. */
  private static final Lead LEAD = new Lead(false);

  /** Candidates per target and row of the budget that a target gets; fewer rarely suffice. */
  private static final int PER_SHARE = 3;

  private static final List<String> METHODS =
      List.of("ot", "round-robin", "nearest", "herding", "k-center");

  private final PointBlock pool;
  private final PointBlock targets;
  private final double[] weights;
  private final Terms terms;
  private final String method;
  private final Workers workers;

  private Selection(
      PointBlock pool,
      PointBlock targets,
      double[] weights,
      Terms terms,
      String method,
      Workers workers) {
    this.pool = pool;
    this.targets = targets;
    this.weights = weights;
    this.terms = terms;
    this.method = method;
    this.workers = workers;
  }

  /** Rows to choose from. */
  public static final class Pool {

    private final PointBlock rows;

    private Pool(PointBlock rows) {
      this.rows = rows;
    }

    /**
     * Returns the question of which rows match {@code targets}, at first one row.
     *
     * @throws IllegalArgumentException if there are none, they are not of the pool's length, or a
     *     value is NaN or infinite
     */
    public Selection toMatch(double[][] targets) {
      PointBlock to = Points.read("targets", targets);
      Points.requireEqualDimensions("pool", rows, "targets", to);
      double[] equal = PointBlocks.normalised(to).weights();
      return new Selection(rows, to, equal, Terms.ofRows(1), METHODS.get(0), Workers.CALLER);
    }
  }

  /**
   * Returns the rows to choose from.
   *
   * @throws IllegalArgumentException if there are none, they are not all of one length, or a value
   *     is NaN or infinite
   */
  public static Pool from(double[][] pool) {
    return new Pool(Points.read("pool", pool));
  }

  /**
   * Returns the question with weights of the targets.
   *
   * @param weights one per target, {@code > 0}, summing to 1
   */
  public Selection weights(double[] weights) {
    double[] checked = Points.weights("weights", weights, targets.rows());
    if (Points.weighted(checked).length < checked.length) {
      throw new IllegalArgumentException(
          "weights of targets must be > 0, got 0: leave such targets out");
    }
    return new Selection(pool, targets, checked, terms, method, workers);
  }

  /** Returns the question with how many rows to choose. */
  public Selection budget(long rows) {
    if (rows < 1 || rows > (long) pool.rows() * terms.maxRepeat()) {
      throw new IllegalArgumentException(
          "budget must be from 1 to " + (long) pool.rows() * terms.maxRepeat() + ", got " + rows);
    }
    return with(new Terms(rows, false, terms.maxRepeat(), terms.quotas()));
  }

  /** Returns the question with another method: ot, round-robin, nearest, herding or k-center. */
  public Selection method(String name) {
    if (!METHODS.contains(name)) {
      throw new IllegalArgumentException(
          "method must be one of " + String.join(", ", METHODS) + ", got " + name);
    }
    return new Selection(pool, targets, weights, terms, name, workers);
  }

  /** Returns the question with so many threads to work on it, which live while it is worked on. */
  public Selection threads(int threads) {
    return new Selection(pool, targets, weights, terms, method, Workers.of(threads));
  }

  /** Returns the question with the threads of a pool to work on it, which stays the caller's. */
  public Selection pool(ForkJoinPool lent) {
    return new Selection(pool, targets, weights, terms, method, Workers.of(lent));
  }

  private Selection with(Terms other) {
    return new Selection(pool, targets, weights, other, method, workers);
  }

  /**
   * Returns the rows chosen.
   *
   * @throws UnsupportedOperationException if the method is ot and OR-Tools is not there
   */
  public SelectedRows select() {
    Targets wanted = Targets.of(targets);
    PointBlock rows = led(pool);
    switch (method) {
      case "herding":
        return ofAll(Herding.select(Shortlist.of(rows, LEAD), wanted, weights, terms, false));
      case "k-center":
        return ofAll(KCenter.select(Shortlist.of(rows, LEAD), terms));
      default:
        return workers.sweep(PointBlocks.cut(rows), blocks -> nearest(blocks, rows, wanted));
    }
  }

  private SelectedRows ofAll(io.convoy.selection.Selection chosen) {
    int[] all = new int[pool.rows()];
    Arrays.setAll(all, row -> row);
    return SelectedRows.of(chosen, all, Optional.empty());
  }

  /** Looks for twice as many candidates until more of them could change nothing. */
  private SelectedRows nearest(SweepRunner<PointBlock> blocks, PointBlock rows, Targets wanted) {
    int most = pool.rows() + 1; // a list that has room for every row shows that none is left out
    long share = (terms.budget() + weights.length - 1) / weights.length;
    int k = (int) Math.min(most, Math.max(8, PER_SHARE * share));
    while (true) {
      Candidates found =
          method.equals("nearest") ? lowest(blocks, wanted, k) : candidates(blocks, wanted, k);
      long[] places = found.places();
      if (places.length == 0) {
        throw new IllegalArgumentException(
            "no row of pool is at a finite distance from a row of targets: scale the values down");
      }
      int[] kept = Arrays.stream(places).mapToInt(Math::toIntExact).toArray();
      Shortlist list = Shortlist.of(rows.pick(0, kept), LEAD);
      Optional<SelectedRows> chosen = chosen(found.numberedIn(places), list, kept, k == most);
      if (chosen.isPresent()) {
        return chosen.get();
      }
      k = (int) Math.min(most, 2L * k);
    }
  }

  /** Returns the k nearest rows of every target. */
  private Candidates candidates(SweepRunner<PointBlock> blocks, Targets wanted, int k) {
    int each = PointBlocks.rowsPerBlock(pool.rows());
    return blocks.run(
        "nearest rows",
        new NearestSweep(),
        NearestSweep.Query.of(blocks.share(wanted), LEAD, 1, k, each));
  }

  /** Returns the k rows nearest to any target, in one list. */
  private Candidates lowest(SweepRunner<PointBlock> blocks, Targets wanted, int k) {
    int each = PointBlocks.rowsPerBlock(pool.rows());
    return blocks.run(
        "distances to the nearest target",
        new LowestSweep<PointBlock, Targets>(
            (targets, block) -> NearestTarget.costs(targets, LEAD, block),
            (unused, block) -> block,
            LEAD,
            1,
            k,
            each),
        wanted);
  }

  private Optional<SelectedRows> chosen(
      Candidates candidates, Shortlist list, int[] kept, boolean all) {
    if (method.equals("ot")) {
      return CapacityTransport.solve(candidates, list, weights, terms)
          .filter(cover -> cover.certificate() || all)
          .map(cover -> covered(cover, candidates, list, kept));
    }
    io.convoy.selection.Selection selection =
        method.equals("nearest")
            ? Ranked.select(candidates, list, terms)
            : RoundRobin.select(candidates, list, terms);
    return selection.complete() || all
        ? Optional.of(SelectedRows.of(selection, kept, Optional.empty()))
        : Optional.empty();
  }

  private SelectedRows covered(Coverage cover, Candidates candidates, Shortlist list, int[] kept) {
    return SelectedRows.of(cover.selection(candidates, list, terms), kept, Optional.of(cover));
  }

  /** Returns rows with their size, 1, and their group, 0, before their features. */
  private static PointBlock led(PointBlock rows) {
    int d = rows.dimension();
    double[] coordinates = new double[Math.multiplyExact(rows.rows(), d + LEAD.count())];
    for (int i = 0; i < rows.rows(); i++) {
      int at = i * (d + LEAD.count());
      coordinates[at] = 1;
      for (int k = 0; k < d; k++) {
        coordinates[at + LEAD.count() + k] = rows.coordinate(i, k);
      }
    }
    return PointBlock.of(0, d + LEAD.count(), coordinates, rows.weights());
  }
}
