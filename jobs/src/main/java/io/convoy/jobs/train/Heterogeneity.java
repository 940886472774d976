package io.convoy.jobs.train;

/** How workers differ whose rows are dealt out by chance. */
sealed interface Heterogeneity {

  /** Not but by chance. */
  record Iid() implements Heterogeneity {
    @Override
    public String toString() {
      return "iid";
    }
  }

  /** Shares of every class by a symmetric Dirichlet distribution (Hsu et al., arXiv 1909.06335). */
  record Dirichlet(double alpha) implements Heterogeneity {

    public Dirichlet {
      if (!(alpha > 0) || Double.isInfinite(alpha)) {
        throw new IllegalArgumentException(
            "heterogeneity dirichlet must have an alpha > 0, got " + alpha);
      }
    }

    @Override
    public String toString() {
      return "dirichlet:" + alpha;
    }
  }

  /** A share by chance, the others in the order of their classes. */
  record Similarity(double share) implements Heterogeneity {

    public Similarity {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "heterogeneity similarity must be a share in 0 to 1, got " + share);
      }
    }

    @Override
    public String toString() {
      return "similarity:" + share;
    }
  }

  /**
   * Returns the rule of a text.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Heterogeneity parse(String text) {
    String[] parts = text.split(":", 2);
    try {
      if (text.equals("iid")) {
        return new Iid();
      }
      if (parts[0].equals("dirichlet")) {
        return new Dirichlet(Double.parseDouble(parts[1]));
      }
      if (parts[0].equals("similarity")) {
        return new Similarity(Double.parseDouble(parts[1]));
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
      // said below
    }
    throw new IllegalArgumentException(
        "heterogeneity must be iid, dirichlet:ALPHA or similarity:G, got '" + text + "'");
  }
}
