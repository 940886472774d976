package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.transport.Epsilon;
import picocli.CommandLine.Option;

/** What a benchmark computes. Shared by all benchmarks. */
@Section("Workload")
public final class BenchOptions {

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = {
        "The number of source points (default: ${DEFAULT-VALUE}).",
        "e.g. --rows 1000000"
      })
  long rows;

  @Option(
      names = "--columns",
      paramLabel = "M",
      description = {
        "The number of target points (default: ${DEFAULT-VALUE}).",
        "e.g. --columns 100000"
      })
  int columns;

  @Option(
      names = "--dimension",
      paramLabel = "D",
      description = {
        "The number of coordinates of a point (default: ${DEFAULT-VALUE}).",
        "e.g. --dimension 128"
      })
  int dimension;

  @Option(
      names = "--clouds",
      paramLabel = "NAME",
      description = {
        "The target's place: both clouds are uniform in the unit cube (equal), or the target is"
            + " moved by 1 along every axis (shifted), or doubled along the first axis and halved"
            + " along the last (stretched) (default: ${DEFAULT-VALUE}).",
        "e.g. --clouds stretched"
      })
  CloudShape clouds;

  @Option(
      names = "--cost",
      paramLabel = "NAME",
      description = {
        "The cost of a pair: sqeuclidean (not halved), euclidean, cosine or inner-product"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --cost cosine"
      })
  GroundCost cost;

  @Option(
      names = "--epsilon",
      paramLabel = "NUMBER[std|mean]",
      converter = TransportOptions.EpsilonConverter.class,
      description = {
        "The strength of the entropy, in units of the cost, of its standard deviation or of"
            + " its mean (default: ${DEFAULT-VALUE}).",
        "e.g. --epsilon 0.1mean; --epsilon 2.5"
      })
  Epsilon epsilon;

  @Option(
      names = "--precision",
      paramLabel = "float|double",
      description = {
        "The arithmetic of points and kernels (default: ${DEFAULT-VALUE}).",
        "e.g. --precision double"
      })
  Precision precision;

  @Option(
      names = "--prune",
      arity = "1",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Lets the sweep skip pairs whose mass cannot matter (default: ${DEFAULT-VALUE}).",
        "e.g. --prune off"
      })
  boolean prune;

  @Option(
      names = "--store",
      paramLabel = "auto|on|off",
      description = {
        "Keeps the costs of all pairs in memory, 4 bytes each; auto: where a job would, from 64"
            + " dimensions, up to 256 MB (default: ${DEFAULT-VALUE}).",
        "e.g. --store on"
      })
  Storage store;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {"The seed of both clouds (default: ${DEFAULT-VALUE}).", "e.g. --seed 7"})
  long seed;

  BenchWorkload settings() {
    return new BenchWorkload(
        rows, columns, dimension, clouds, cost, epsilon, precision, prune, store, seed);
  }
}
