package io.convoy.robust;

import java.io.Serializable;

/**
 * How p vectors, of which some lie, become one.
 *
 * <p>Rules with a tolerance {@code f} are for at most so many liars; every rule says what it needs
 * of p. Ties are broken by the lowest index.
 */
public interface RobustRule extends Serializable {

  /**
   * Returns what to do with vectors.
   *
   * @param gram their products; what a rule that {@link #needsGram} denies reads of it is the size
   * @throws IllegalArgumentException if there are too few vectors for the rule's tolerance
   */
  Plan plan(Gram gram);

  /** Returns whether the plan depends on the products. */
  default boolean needsGram() {
    return true;
  }

  /** Passes if {@code f} of {@code p} leaves what a rule needs. */
  static void require(boolean holds, String rule, int p, int f, String needs) {
    if (!holds) {
      throw new IllegalArgumentException(
          rule + " needs " + needs + ", got " + p + " vectors and f = " + f);
    }
  }
}
