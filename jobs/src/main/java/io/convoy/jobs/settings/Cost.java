package io.convoy.jobs.settings;

/** The price of moving a unit of mass from a source row to a target row. */
public enum Cost {
  SQEUCLIDEAN("sqeuclidean"),
  EUCLIDEAN("euclidean"),
  COSINE("cosine"),
  INNER_PRODUCT("inner-product");

  private final String label;

  Cost(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
