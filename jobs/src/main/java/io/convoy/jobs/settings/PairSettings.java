package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.pairing.PairingRule;
import io.convoy.spark.block.Batching;
import io.convoy.transport.exact.ExactTransport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a pairing run is told, resolved and judged.
 *
 * @param target the partners' table; Gaussian noise if there is none
 * @param keep data columns passed through to the output
 * @param batch rows per batch, {@code >= 1}
 * @param tasks tasks per pass
 */
public record PairSettings(
    TableSettings data,
    Optional<TableSettings> target,
    List<String> keep,
    boolean standardize,
    boolean quarantine,
    PairingRule rule,
    int batch,
    GroundCost cost,
    long seed,
    OutputSettings output,
    OptionalInt tasks,
    ProgressMode progress) {

  /** The largest batch that is matched: a plan over all its pairs exists while it is. */
  private static final int MOST_MATCHED = (int) Math.sqrt(ExactTransport.MOST_PAIRS);

  public PairSettings {
    keep = List.copyOf(keep);
    boolean alone = rule instanceof PairingRule.Nearest || rule instanceof PairingRule.Weighted;
    int most = alone ? Batching.MOST_ROWS : MOST_MATCHED;
    if (batch < 1 || batch > most) {
      throw new IllegalArgumentException(
          "batch must be in 1 to " + most + " with method " + rule + ", got " + batch);
    }
  }

  /**
   * Returns the settings these options hold after {@code resolved} filled them.
   *
   * @throws JobFailure naming the first setting that is missing or out of its range
   */
  public static PairSettings of(
      Settings resolved,
      PairTableOptions tables,
      PairOptions problem,
      OutputOptions output,
      OnePassOptions run) {
    try {
      PairingRule rule = PairingRule.parse(problem.method, problem.epsilon);
      if (!(rule instanceof PairingRule.Entropic) && resolved.isGiven("epsilon")) {
        throw new IllegalArgumentException(
            "epsilon is for method sinkhorn only, got method " + rule);
      }
      return new PairSettings(
          tables.dataSettings(),
          tables.targetSettings(),
          tables.columns.kept(),
          tables.columns.standardize,
          tables.columns.quarantine,
          rule,
          problem.batch,
          problem.cost,
          problem.seed,
          output.settings(),
          run.taskCount(),
          run.progress);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
