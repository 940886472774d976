package io.convoy.transport;

/**
 * How much more a map costs than the best way of moving its rows to its images: the Monge gap
 * {@code sum_i a_i c(x_i, T(x_i)) - W(a, T#a)} (Uscidda and Cuturi, arXiv 2302.04953), 0 for a map
 * that is optimal onto its own image.
 *
 * <p>The entropic gap takes {@code min <P, C> - epsilon H(P)} for W, which is {@code OT_eps -
 * epsilon (H(a) + H(b))} with the KL convention of this package: so it is never below the gap. It
 * has a floor that no map gets under: {@code KL(P | a x a) <= H(a)} at the plan of an optimal map,
 * so its entropic gap is between {@code epsilon H(a)} and twice that. The bounds of the gap itself
 * have no floor; they are as wide as the certificate's bracket of the unregularised optimum.
 *
 * @param mapCost the mean cost of a row and its image
 * @param lower a lower bound of the gap
 * @param upper an upper bound of the gap
 * @param entropic the entropic gap
 * @param floor {@code epsilon H(a)}
 */
public record MongeGap(double mapCost, double lower, double upper, double entropic, double floor) {

  /**
   * Returns the gap of a map.
   *
   * @param mapCost the mean cost of a row and its image
   * @param certificate of the balanced problem between the rows and the images
   * @param entropy {@code H(a) = -sum a log a} of the rows' weights, which are the images' too
   */
  public static MongeGap of(
      double mapCost, Certificate certificate, double epsilon, double entropy) {
    return new MongeGap(
        mapCost,
        Math.max(0, mapCost - certificate.exactUpper()),
        Math.max(0, mapCost - certificate.exactLower()),
        mapCost - certificate.dual() + 2 * epsilon * entropy,
        epsilon * entropy);
  }
}
