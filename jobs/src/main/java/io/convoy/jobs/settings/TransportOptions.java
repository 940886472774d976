package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.SolverMethod;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which transport problem to solve and what to return of its solution. */
@Section("Problem")
public final class TransportOptions {

  @Option(
      names = "--cost",
      paramLabel = "NAME",
      description = {
        "The cost of a pair of rows: sqeuclidean (not halved), euclidean, cosine, inner-product,"
            + " manhattan or p-norm:P, P >= 1 (default: ${DEFAULT-VALUE}).",
        "e.g. --cost cosine"
      })
  GroundCost cost;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description = {
        "Solves one problem for every value of this column of both tables, each within a task, and"
            + " writes one row of figures per value (default: none).",
        "e.g. --by store"
      })
  String by;

  @Option(
      names = "--label-cost",
      paramLabel = "FACTOR",
      description = {
        "Adds to the cost of a pair the squared Bures-Wasserstein distance of the Gaussians that fit"
            + " the rows of their labels, times FACTOR; for the cost sqeuclidean and tables with"
            + " labels (default: none).",
        "e.g. --label-cost 1"
      })
  Double labelCost;

  @Option(
      names = "--regularizer",
      paramLabel = "entropy|quadratic|top-k:K",
      converter = RegularizerConverter.class,
      description = {
        "What is added to the cost of a plan. Under quadratic most of its entries are 0, under"
            + " top-k:K all but K of every target row at the most; epsilon is then how far in cost"
            + " they may be from its best (default: ${DEFAULT-VALUE}).",
        "e.g. --regularizer top-k:4"
      })
  Regularizer regularizer;

  @Option(
      names = "--epsilon",
      paramLabel = "NUMBER[std|mean]",
      converter = EpsilonConverter.class,
      description = {
        "The strength of the entropy, in units of the cost, of its standard deviation or of"
            + " its mean (default: ${DEFAULT-VALUE}).",
        "e.g. --epsilon 0.1mean; --epsilon 2.5"
      })
  Epsilon epsilon;

  @Option(
      names = "--blur",
      paramLabel = "LENGTH",
      description = {
        "Another way to give epsilon: the distance below which points are alike, epsilon ="
            + " 2 LENGTH^2 (default: none).",
        "e.g. --blur 0.01"
      })
  Double blur;

  @Option(
      names = "--source-marginal",
      paramLabel = "RULE",
      converter = MarginalConverter.class,
      description = {
        "How strictly the source rows' masses equal their weights: exact, kl:RHO or tv:RHO (pulled"
            + " to them, RHO in units of the cost), range:A,B (between multiples of them), at-most"
            + " or free (default: ${DEFAULT-VALUE}).",
        "e.g. --source-marginal kl:0.5"
      })
  MarginalRule sourceMarginal;

  @Option(
      names = "--target-marginal",
      paramLabel = "RULE",
      converter = MarginalConverter.class,
      description = {
        "The same of the target rows (default: ${DEFAULT-VALUE}).",
        "e.g. --target-marginal range:0,2"
      })
  MarginalRule targetMarginal;

  @Option(
      names = "--mass",
      paramLabel = "MASS",
      description = {
        "Moves this much of the mass 1 of each table; marginals that are exact become at-most"
            + " (default: what the marginals make of it).",
        "e.g. --mass 0.8"
      })
  Double mass;

  @Option(
      names = "--tolerance",
      paramLabel = "NUMBER",
      description = {
        "Stops when the L1 distance of the plan's marginals from the given ones falls below"
            + " this (default: ${DEFAULT-VALUE}).",
        "e.g. --tolerance 1e-6"
      })
  double tolerance;

  @Option(
      names = "--precision",
      paramLabel = "float|double",
      description = {
        "The arithmetic of points and kernels; potentials and sums are always double"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --precision double"
      })
  Precision precision;

  @Option(
      names = "--anneal",
      arity = "1",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Starts from a large epsilon and lowers it in steps (default: ${DEFAULT-VALUE}).",
        "e.g. --anneal off"
      })
  boolean anneal;

  @Option(
      names = "--solver",
      paramLabel = "auto|sinkhorn|momentum|anderson|newton",
      description = {
        "How the dual is climbed: plain Sinkhorn, accelerated by momentum or by Anderson mixing, or"
            + " followed by sparse Newton steps; auto: momentum, then Newton where that is slow"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --solver newton"
      })
  SolverMethod solver;

  @Option(
      names = "--prune",
      arity = "1",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Skips pairs proved to carry less than 1e-9 of every mass together, for tolerances from"
            + " 1e-8 on (default: ${DEFAULT-VALUE}).",
        "e.g. --prune off"
      })
  boolean prune;

  @Option(
      names = "--store",
      paramLabel = "auto|on|off",
      description = {
        "Keeps the costs of all pairs in memory, 4 bytes each; auto: from 64 dimensions, up to"
            + " 256 MB (default: ${DEFAULT-VALUE}).",
        "e.g. --store on"
      })
  Storage store;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {"The seed of everything random (default: ${DEFAULT-VALUE}).", "e.g. --seed 7"})
  long seed;

  @Option(
      names = "--plan",
      paramLabel = "K",
      description = {
        "Writes the K largest entries of every source row of the plan (default: none).",
        "e.g. --plan 5"
      })
  Integer plan;

  @Option(
      names = "--map",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Writes where the plan sends every source row on average (default:" + " ${DEFAULT-VALUE}).",
        "e.g. --map"
      })
  boolean map;

  @Option(
      names = "--clusters",
      arity = "0..1",
      fallbackValue = "cost",
      paramLabel = "off|cost|softmax",
      description = {
        "Takes the target rows for prototypes and writes which of them each source row belongs to,"
            + " and how surely. With --mass, rows that fit none stay out, all by some part. cost: at"
            + " the cost of the pair; softmax: at -log of the softmax of the negated costs"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --clusters softmax --mass 0.5 --target-marginal kl:1"
      })
  Clusters clusters;

  @Option(
      names = "--divergence",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Also solves each table against itself and reports the debiased Sinkhorn divergence"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --divergence"
      })
  boolean divergence;

  @Option(
      names = "--gradients",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "With --divergence, writes its gradient in every source row's features (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --divergence --gradients"
      })
  boolean gradients;

  @Option(
      names = "--monge-gap",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Takes the target rows for the images of the source rows with the same ids, and reports"
            + " how far that map is from optimal (default: ${DEFAULT-VALUE}).",
        "e.g. --monge-gap"
      })
  boolean mongeGap;

  Marginals marginals() {
    return Marginals.of(
        sourceMarginal,
        targetMarginal,
        mass == null ? OptionalDouble.empty() : OptionalDouble.of(mass),
        cost);
  }

  OptionalInt planEntries() {
    return plan == null ? OptionalInt.empty() : OptionalInt.of(plan);
  }

  static final class MarginalConverter implements ITypeConverter<MarginalRule> {
    @Override
    public MarginalRule convert(String text) {
      try {
        return MarginalRule.parse(text);
      } catch (IllegalArgumentException badValue) {
        // the complaint will begin with the option's name
        throw new TypeConversionException(badValue.getMessage().replaceFirst("^a marginal ", ""));
      }
    }
  }

  static final class RegularizerConverter implements ITypeConverter<Regularizer> {
    @Override
    public Regularizer convert(String text) {
      try {
        return Regularizer.parse(text);
      } catch (IllegalArgumentException badValue) {
        throw new TypeConversionException(badValue.getMessage());
      }
    }
  }

  static final class EpsilonConverter implements ITypeConverter<Epsilon> {
    @Override
    public Epsilon convert(String text) {
      try {
        return Epsilon.parse(text);
      } catch (IllegalArgumentException badValue) {
        throw new TypeConversionException(badValue.getMessage());
      }
    }
  }
}
