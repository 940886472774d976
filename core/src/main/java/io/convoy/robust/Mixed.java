package io.convoy.robust;

/** A rule of mixtures of the vectors instead of the vectors. */
public record Mixed(PreAggregator before, RobustRule rule) implements RobustRule {

  @Override
  public Plan plan(Gram gram) {
    double[][] mix = before.mix(gram);
    return rule.plan(gram.mixed(mix)).after(mix);
  }

  @Override
  public boolean needsGram() {
    return before.needsGram() || rule.needsGram();
  }
}
