package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.semidiscrete.Law;
import picocli.CommandLine.Option;

/** Which semi-discrete problem to solve and how to judge the answer. */
@Section("Problem")
public final class SemiDiscreteOptions {

  @Option(
      names = "--sampler",
      paramLabel = "gaussian|uniform",
      description = {
        "Instead of a source table: independent standard Gaussian coordinates, or uniform ones"
            + " between 0 and 1 (default: none).",
        "e.g. --sampler gaussian"
      })
  Law sampler;

  @Option(
      names = "--cost",
      paramLabel = "NAME",
      description = {
        "The cost of a sample and a site: sqeuclidean (not halved), euclidean, cosine or"
            + " inner-product (default: ${DEFAULT-VALUE}).",
        "e.g. --cost euclidean"
      })
  GroundCost cost;

  @Option(
      names = "--tolerance",
      paramLabel = "NUMBER",
      description = {
        "The L1 error of the sites' masses that counts as solved, beyond what the samples it is"
            + " measured by make of it (default: ${DEFAULT-VALUE}).",
        "e.g. --tolerance 0.005"
      })
  double tolerance;

  @Option(
      names = "--verify",
      paramLabel = "N",
      description = {
        "Fresh samples that the answer is judged by (default: ${DEFAULT-VALUE}).",
        "e.g. --verify 10000000"
      })
  long verify;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {"The seed of all samples (default: ${DEFAULT-VALUE}).", "e.g. --seed 7"})
  long seed;

  @Option(
      names = "--map",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Writes the site of every source row, or of a sampler's samples that the answer is judged"
            + " by (default: ${DEFAULT-VALUE}).",
        "e.g. --map"
      })
  boolean map;
}
