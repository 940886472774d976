package io.convoy.jobs.transport;

import java.util.List;

/**
 * What there is to draw of two tables and the plan between them: points in two coordinates, usually
 * the first principal components of both tables together, and matches.
 *
 * <p>A picture shows hundreds of points, not millions: the caller samples.
 *
 * @param source points as {@code {x, y}}
 * @param target points as {@code {x, y}}
 * @param matches the strongest entries of the plan between these points
 * @param sourceLabels one per source point, or empty
 * @param targetLabels one per target point, or empty
 */
record Clouds(
    double[][] source,
    double[][] target,
    List<Match> matches,
    List<String> sourceLabels,
    List<String> targetLabels) {

  public Clouds {
    matches = List.copyOf(matches);
    sourceLabels = List.copyOf(sourceLabels);
    targetLabels = List.copyOf(targetLabels);
    checkLabels("source", source, sourceLabels);
    checkLabels("target", target, targetLabels);
  }

  private static void checkLabels(String name, double[][] points, List<String> labels) {
    if (!labels.isEmpty() && labels.size() != points.length) {
      throw new IllegalArgumentException(
          name
              + " labels must be none or one per point ("
              + points.length
              + "), got "
              + labels.size());
    }
  }
}
