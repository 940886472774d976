package io.convoy.robust;

/**
 * A rule of every coordinate by itself: the median, the trimmed mean (Yin et al., arXiv
 * 1803.01498), Meamed and Phocas (Xie et al., arXiv 1802.10116 and 1805.09682).
 */
public record CoordinateWise(CoordinateRule rule) implements RobustRule {

  @Override
  public Plan plan(Gram gram) {
    return new Plan.Coordinates(null, rule);
  }

  @Override
  public boolean needsGram() {
    return false;
  }
}
