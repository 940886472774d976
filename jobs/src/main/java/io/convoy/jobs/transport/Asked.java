package io.convoy.jobs.transport;

import io.convoy.clustering.LogSoftmax;
import io.convoy.geometry.GroundCost;
import io.convoy.jobs.settings.Mode;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.Storage;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.Marginals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What is asked of a transport; each kind takes the settings that work for it. */
sealed interface Asked {

  /** Returns the names of the tables that an answer may have. */
  List<String> outputs();

  /** Returns the source columns that are passed through to the output. */
  default List<String> keep() {
    return List.of();
  }

  /** Returns whether each table is solved against itself too. */
  default boolean isDebiased() {
    return false;
  }

  /** Returns what solves it. */
  TransportSolve solve();

  /**
   * Passes if this goes with a cost and marginals.
   *
   * @throws IllegalArgumentException if not
   */
  void require(GroundCost cost, Marginals marginals);

  private static void requireAlike(Marginals marginals) {
    boolean hasMass = !Double.isNaN(marginals.mass());
    if (hasMass || !marginals.source().equals(marginals.target())) {
      throw new IllegalArgumentException(
          "divergence compares both tables alike: it needs the same rule for source-marginal and"
              + " target-marginal and no mass, got "
              + marginals.source()
              + " and "
              + marginals.target()
              + (hasMass ? " with mass " + marginals.mass() : ""));
    }
  }

  private static void requireExact(String what, Marginals marginals) {
    if (!marginals.areExact() || !Double.isNaN(marginals.mass())) {
      throw new IllegalArgumentException(
          what
              + " is for exact marginals and no mass, got source-marginal "
              + marginals.source()
              + " and target-marginal "
              + marginals.target());
    }
  }

  /** A plan that is a function of potentials, and what can be made of one. */
  sealed interface Planned extends Asked {

    @Override
    List<String> keep();

    /** Returns how many entries of the plan to write per source row. */
    OptionalInt plan();

    /** Returns whether to write the barycentric projection. */
    boolean map();

    /** Returns how the dual is climbed. */
    Entropic entropic();

    @Override
    default TransportSolve solve() {
      return new BlockTransport(this);
    }

    /** Returns whether the costs of all pairs are kept. */
    Storage store();

    @Override
    default List<String> outputs() {
      List<String> names = new ArrayList<>(List.of("source_potentials", "target_potentials"));
      if (plan().isPresent()) {
        names.add("plan");
      }
      if (map()) {
        names.add("map");
      }
      return names;
    }
  }

  /**
   * The transport of one table onto another.
   *
   * @param labelCost what the distance of labels is multiplied with to add to the cost
   * @param comparison whether each table is solved against itself too
   * @param mongeGap whether source and target are a map whose optimality is asked for
   */
  record Whole(
      @Section("Tables") @Shared List<String> keep,
      @Section("Problem")
          @Setting(
              help =
                  "Adds to the cost of a pair the squared Bures-Wasserstein distance of the Gaussians"
                      + " that fit the rows of their labels, times FACTOR; for the cost sqeuclidean"
                      + " and tables with labels",
              label = "FACTOR",
              example = "1")
          OptionalDouble labelCost,
      Entropic entropic,
      @Shared Storage store,
      @Shared OptionalInt plan,
      @Shared boolean map,
      Comparison comparison,
      @Setting(
              help =
                  "Takes the target rows for the images of the source rows with the same ids, and"
                      + " reports how far that map is from optimal",
              fallback = "off",
              bare = "on")
          boolean mongeGap)
      implements Planned {

    public Whole {
      plan.ifPresent(entries -> RunSettings.atLeastOne("plan", entries));
      labelCost.ifPresent(
          factor -> {
            if (!(factor > 0) || Double.isInfinite(factor)) {
              throw new IllegalArgumentException(
                  "label-cost must be > 0 and finite, got " + factor);
            }
          });
      if (labelCost.isPresent() && mongeGap) {
        throw new IllegalArgumentException(
            "monge-gap is of a map of features alone: leave label-cost away");
      }
    }

    @Override
    public boolean isDebiased() {
      return comparison instanceof Comparison.Debiased;
    }

    @Override
    public void require(GroundCost cost, Marginals marginals) {
      if (isDebiased()) {
        requireAlike(marginals);
      }
      if (mongeGap) {
        requireExact("monge-gap", marginals);
      }
      if (comparison.gradients()) {
        cost.requireGradient();
      }
      if (labelCost.isPresent() && !cost.equals(GroundCost.SQUARED_EUCLIDEAN)) {
        throw new IllegalArgumentException(
            "label-cost adds a squared distance: it needs the cost sqeuclidean, got cost " + cost);
      }
    }

    @Override
    public List<String> outputs() {
      List<String> names = Planned.super.outputs();
      if (comparison.gradients()) {
        names.add("gradients");
      }
      return names;
    }
  }

  /**
   * One problem for every value of a column of both tables.
   *
   * @param divergence whether each side of a group is solved against itself too
   */
  @Mode(
      when = "by",
      because = "by solves every group within a task and gives one row of figures for it")
  record Groups(
      @Setting(
              help =
                  "Solves one problem for every value of this column of both tables, each within a"
                      + " task, and writes one row of figures per value",
              label = "COLUMN",
              example = "store")
          String by,
      @Shared boolean divergence,
      Entropic entropic)
      implements Asked {

    @Override
    public boolean isDebiased() {
      return divergence;
    }

    @Override
    public TransportSolve solve() {
      return new GroupedTransport(this);
    }

    @Override
    public void require(GroundCost cost, Marginals marginals) {
      if (divergence) {
        requireAlike(marginals);
      }
    }

    @Override
    public List<String> outputs() {
      return List.of("groups");
    }
  }

  /** A plan most of whose entries are 0. */
  @Mode(
      when = "regularizer",
      because = "regularizer {} gives a sparse plan, written whole, and its potentials alone")
  record Sparse(
      @Section("Tables") @Shared List<String> keep,
      @Section("Problem")
          @Setting(
              help =
                  "What is added to the cost of a plan. Under quadratic most of its entries are 0,"
                      + " under top-k:K all but K of every target row at the most; epsilon is then how"
                      + " far in cost they may be from its best",
              label = "entropy|quadratic|top-k:K",
              fallback = "entropy",
              example = "top-k:4")
          Regularizer regularizer)
      implements Asked {

    @Override
    public TransportSolve solve() {
      return new SparsePlanTransport(this);
    }

    @Override
    public void require(GroundCost cost, Marginals marginals) {
      requireExact("regularizer " + regularizer, marginals);
    }

    @Override
    public List<String> outputs() {
      return List.of("source_potentials", "target_potentials", "plan");
    }
  }

  /** Source rows labelled by target rows, which are prototypes. */
  @Mode(when = "clusters", because = "clusters are prototypes, not a table to compare with")
  record Clusters(
      @Section("Tables") @Shared List<String> keep,
      @Section("Problem")
          @Setting(
              help =
                  "Takes the target rows for prototypes and writes which of them each source row"
                      + " belongs to, and how surely. With --mass, rows that fit none stay out, all by"
                      + " some part. cost: at the cost of the pair; softmax: at -log of the softmax of"
                      + " the negated costs",
              label = "off|cost|softmax",
              fallback = "off",
              bare = "cost",
              key = "clusters",
              example = "softmax --mass 0.5 --target-marginal kl:1")
          Labelling labelling,
      Entropic entropic,
      @Shared Storage store,
      @Shared OptionalInt plan,
      @Shared boolean map)
      implements Planned {

    public Clusters {
      plan.ifPresent(entries -> RunSettings.atLeastOne("plan", entries));
      if (labelling == Labelling.SOFTMAX && map) {
        throw new IllegalArgumentException("a map needs a cost between points: clusters cost");
      }
    }

    @Override
    public void require(GroundCost cost, Marginals marginals) {
      if (!Double.isNaN(marginals.mass())
          && !marginals.source().equals(MarginalRule.Range.AT_MOST)) {
        throw new IllegalArgumentException(
            "with clusters and mass every source row is assigned or stays: source-marginal must be"
                + " exact, got "
                + marginals.source());
      }
      if (labelling == Labelling.SOFTMAX && !LogSoftmax.takes(cost)) {
        throw new IllegalArgumentException(
            "clusters softmax is for the costs inner-product and sqeuclidean, got cost " + cost);
      }
    }

    @Override
    public List<String> outputs() {
      List<String> names = Planned.super.outputs();
      names.add("clusters");
      return names;
    }
  }

  /** What a label costs. */
  enum Labelling {
    /** Target rows are no prototypes. */
    OFF,
    /** The cost of the pair. */
    COST,
    /** The negative log-likelihood of the model whose logits are the negated costs. */
    SOFTMAX;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a plan is compared with. */
  sealed interface Comparison {

    /** Returns whether to write the divergence's gradient. */
    default boolean gradients() {
      return false;
    }

    /** Nothing. */
    record None() implements Comparison {}

    /**
     * The plans of each table onto itself.
     *
     * @param divergence whether there is a comparison: it is
     * @param gradients whether to write the divergence's gradient
     */
    @Mode(when = "divergence", because = "")
    record Debiased(
        @Shared boolean divergence,
        @Setting(
                help = "With --divergence, writes its gradient in every source row's features",
                fallback = "off",
                bare = "on",
                example = "--divergence --gradients")
            boolean gradients)
        implements Comparison {}
  }
}
