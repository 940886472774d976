package io.convoy.geometry;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * The cost between two points: what it is, and how a tile of it is computed.
 *
 * <p>A cost is a value: equal to any other of its name, here and on every machine. It is either a
 * product in disguise ({@link ProductCost}) or a norm of the difference of the points ({@link
 * NormCost}); either family is open, and what it asks of a new member is all there is to add.
 * {@link LabelCosts} may be added to a product.
 */
public sealed interface GroundCost extends Serializable permits UsualCost {

  /** {@code |x - y|^2}, not halved. */
  GroundCost SQUARED_EUCLIDEAN = new SquaredEuclidean();

  /** {@code |x - y|}. */
  GroundCost EUCLIDEAN = new Euclidean();

  /** {@code 1 - <x, y> / (|x| |y|)}; a zero vector has cost 1 to everything. */
  GroundCost COSINE = new Cosine();

  /** {@code -<x, y>}. */
  GroundCost INNER_PRODUCT = new InnerProduct();

  /** {@code sum_k |x_k - y_k|}. */
  GroundCost MANHATTAN = new Manhattan();

  /**
   * Returns {@code (sum_k |x_k - y_k|^p)^(1/p)}.
   *
   * @throws IllegalArgumentException unless p is {@code >= 1} and finite
   */
  static GroundCost pNorm(double p) {
    return new PNorm(p);
  }

  /**
   * Returns the cost of a name: one of {@code sqeuclidean}, {@code euclidean}, {@code cosine},
   * {@code inner-product}, {@code manhattan} (or {@code cityblock}) and {@code p-norm:P}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  static GroundCost parse(String text) {
    String name = text.trim().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "sqeuclidean" -> SQUARED_EUCLIDEAN;
      case "euclidean" -> EUCLIDEAN;
      case "cosine" -> COSINE;
      case "inner-product" -> INNER_PRODUCT;
      case "manhattan", "cityblock" -> MANHATTAN;
      default ->
          PNorm.parse(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "cost must be one of sqeuclidean, euclidean, cosine, inner-product,"
                              + " manhattan, p-norm:P, got '"
                              + text
                              + "'"));
    };
  }

  /** Returns the name used in settings and reports, which {@link #parse} reads. */
  @Override
  String toString();

  /** Returns the cost of one pair, in double: the definition the tiles are tested against. */
  double between(double[] x, double[] y);

  /**
   * Writes the costs of a row's point x and the first columns of a list, perhaps added in another
   * order.
   */
  void between(double[] x, PointBlock columns, int[] list, int count, double[] costs);

  /** Returns the number of coordinates that the kernels take of a point of so many. */
  int width(int dimension);

  /**
   * Makes of a row's coordinates as they are given, the first {@code dimension} of {@code point},
   * what the kernels take, but for the centre.
   */
  void asRow(double[] point, int dimension);

  /** Makes of a column's coordinates what the kernels take; see {@link #asRow}. */
  void asColumn(double[] point, int dimension);

  /**
   * Returns the point that rows are centred about; it affects rounding only.
   *
   * @param middle a point in the middle of the rows as they are given, the columns', or any other
   * @param columns the mean of the columns, about which these are centred
   */
  double[] rowCentre(double[] middle, double[] columns);

  /** Returns {@code alpha} of a row that was centred to {@code x}. */
  double rowPart(double[] x, double[] rowCentre, double[] columnCentre);

  /** Returns {@code beta} of a column that was centred to {@code y}. */
  double columnPart(double[] y, double[] rowCentre, double[] columnCentre);

  /** Returns what a row's coordinates are multiplied with before the kernel. */
  double rowFactor(double scale);

  /** Returns what a column that was centred to {@code y} adds to the part of {@link #sum}. */
  double sumPart(double[] y, double[] rowCentre, double[] columnCentre);

  /**
   * Returns the sum of a row's costs to all columns, each times a mass of its column, or an upper
   * bound of it; see {@link CostSum}.
   *
   * @param x the row, centred
   * @param rowPart its {@code alpha}
   * @param total the sum of the masses
   * @param part the sum of the columns' {@link #sumPart}, each times its mass
   * @param products the inner product of x with the sum of the columns, each times its mass
   */
  double sum(double[] x, double rowPart, double total, double part, double products);

  /** Returns the same cost with rows and columns in each other's place. */
  GroundCost turned();

  /** Returns a point in the middle of the columns as they are given, from their centre. */
  double[] middle(double[] columnCentre);

  /** Returns by what the points' distance bounds the cost, where it says anything of it. */
  Optional<DistanceBound> bound(int dimension);

  /**
   * Returns whether the cost rises with the distance, so that sweeps may skip pairs far apart;
   * under other costs nothing is skipped.
   */
  boolean isDistance();

  /** Returns whether a pair may cost less than nothing. */
  boolean mayBeNegative();

  /**
   * Returns whether the gradient in the row's point is affine in the column's, so that the gradient
   * of a plan's cost follows from the plan's barycentres.
   */
  boolean hasGradient();

  /**
   * Returns a coordinate of {@code sum_j w_j grad C(x, y_j)}, grad in x.
   *
   * @param weight the sum of the w
   * @param x the row's coordinate
   * @param sum the sum of the columns' coordinates, each times its w
   */
  double gradient(double weight, double x, double sum);

  /**
   * Returns this cost.
   *
   * @throws IllegalArgumentException if it has no gradient
   */
  GroundCost requireGradient();

  /**
   * A lower bound of a cost.
   *
   * @param ratio the cost is no less than this times the points' distance or its square, {@code >
   *     0}
   * @param squared whether it is the square
   */
  record DistanceBound(double ratio, boolean squared) {}
}
