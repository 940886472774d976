package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.transport.Epsilon;
import picocli.CommandLine.Option;

/** How {@code pair} couples the rows of a batch. */
@Section("Problem")
public final class PairOptions {

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = {
        "How rows come by partners: assignment (the cheapest permutation within the batch), knn:K"
            + " (the nearest of K draws), sinkhorn (a draw from the batch's entropic plan), or"
            + " weights:EPS (any partner, with weight exp(-cost / EPS)) (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --method knn:4"
      })
  String method;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = {
        "Rows per batch; batches are random and know nothing of each other (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --batch 1024"
      })
  int batch;

  @Option(
      names = "--cost",
      paramLabel = "NAME",
      description = {
        "The cost of a pair of rows: euclidean, sqeuclidean (not halved), cosine or inner-product"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --cost sqeuclidean"
      })
  GroundCost cost;

  @Option(
      names = "--epsilon",
      paramLabel = "NUMBER[std|mean]",
      converter = TransportOptions.EpsilonConverter.class,
      description = {
        "The strength of the entropy of method sinkhorn, in units of the cost, of its standard"
            + " deviation or of its mean within a batch (default: ${DEFAULT-VALUE}).",
        "e.g. --epsilon 0.1mean"
      })
  Epsilon epsilon;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {
        "The seed of batches, noise and draws; another one for every epoch (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --seed 7"
      })
  long seed;
}
