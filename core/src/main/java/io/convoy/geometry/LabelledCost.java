package io.convoy.geometry;

import java.util.Arrays;

/**
 * A cost of points to which {@link LabelCosts} are added. The first coordinate of every row and
 * column is its label, which becomes as many coordinates as rows have labels on its way into the
 * kernel.
 *
 * <p>No pair is skipped, for what is known of where points are says nothing of labels.
 *
 * @param points the cost of the other coordinates
 */
record LabelledCost(ProductCost points, LabelCosts labels) implements UsualCost {

  @Override
  public String toString() {
    return points + " and labels";
  }

  @Override
  public double between(double[] x, double[] y) {
    return points.between(features(x), features(y)) + labels.costs()[(int) x[0]][(int) y[0]];
  }

  private static double[] features(double[] point) {
    return Arrays.copyOfRange(point, 1, point.length);
  }

  @Override
  public int width(int dimension) {
    return dimension - 1 + labels.rowLabels();
  }

  @Override
  public void asRow(double[] point, int dimension) {
    int label = (int) point[0];
    System.arraycopy(point, 1, point, 0, dimension - 1);
    points.asRow(point, dimension - 1);
    labels.writeRow(label, point);
  }

  @Override
  public void asColumn(double[] point, int dimension) {
    int label = labels.column(point[0]);
    System.arraycopy(point, 1, point, 0, dimension - 1);
    points.asColumn(point, dimension - 1);
    labels.writeColumn(label, points.factor(), point);
  }

  /** That of the points; labels are not centred. */
  @Override
  public double[] rowCentre(double[] middle, double[] columns) {
    return Arrays.copyOf(points.rowCentre(features(middle), columns), columns.length);
  }

  @Override
  public double[] middle(double[] columnCentre) {
    double[] middle = new double[columnCentre.length - labels.rowLabels() + 1];
    System.arraycopy(columnCentre, 0, middle, 1, middle.length - 1); // the label's is not used
    return middle;
  }

  @Override
  public GroundCost turned() {
    return new LabelledCost(points, labels.turned());
  }

  @Override
  public double rowPart(double[] x, double[] rowCentre, double[] columnCentre) {
    int features = x.length - labels.rowLabels();
    double part = points.constant();
    for (int k = 0; k < x.length; k++) {
      double original = x[k] + rowCentre[k];
      part +=
          k < features
              ? points.rowTerm(original, columnCentre[k])
              : -points.factor() * columnCentre[k] * original;
    }
    return part;
  }

  @Override
  public double columnPart(double[] y, double[] rowCentre, double[] columnCentre) {
    int features = y.length - labels.rowLabels();
    double part = 0;
    for (int k = 0; k < y.length; k++) {
      part +=
          k < features
              ? points.columnTerm(y[k], rowCentre[k], columnCentre[k])
              : -points.factor() * rowCentre[k] * y[k];
    }
    return part;
  }

  @Override
  public double rowFactor(double scale) {
    return points.rowFactor(scale);
  }

  @Override
  public double sumPart(double[] y, double[] rowCentre, double[] columnCentre) {
    return columnPart(y, rowCentre, columnCentre);
  }

  @Override
  public double sum(double[] x, double rowPart, double total, double part, double products) {
    return points.sum(x, rowPart, total, part, products);
  }

  @Override
  public boolean mayBeNegative() {
    return points.mayBeNegative()
        || Arrays.stream(labels.costs()).flatMapToDouble(Arrays::stream).anyMatch(c -> c < 0);
  }

  @Override
  public boolean hasGradient() {
    return points.hasGradient();
  }

  @Override
  public double gradient(double weight, double x, double sum) {
    return points.gradient(weight, x, sum);
  }
}
