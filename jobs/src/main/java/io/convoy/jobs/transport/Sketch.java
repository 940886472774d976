package io.convoy.jobs.transport;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Visit;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import io.convoy.transport.TransportResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A picture of a few hundred rows of both tables in the first two principal components of what is
 * drawn, with the largest plan entry of every source row drawn.
 */
final class Sketch {

  /** Source rows drawn, each with its match; target rows drawn beside those matched. */
  private static final int SHOWN = 200;

  private Sketch() {}

  /** Returns the picture. Coordinates before the features, of labels, are not drawn. */
  static Clouds of(Sides sides, DualOracle oracle, TransportResult result) {
    PointBlock columns = sides.drawnColumns();
    PointBlock sample = sample(sides.drawn().runner());
    PlanRows matched =
        PlanRows.visit(oracle)
            .visit(
                PlanRows.Query.potentials(result.columnPotentials(), result.epsilon())
                    .withLargest(1),
                sides.fromDrawn().apply(sample));
    // a target row by its index, and where it stands among those drawn
    Map<Integer, Integer> targets = new LinkedHashMap<>();
    int[] matches = matched.columns();
    Arrays.stream(matches).forEach(j -> targets.putIfAbsent(j, targets.size()));
    int step = Math.max(1, columns.rows() / SHOWN);
    for (int j = 0; j < columns.rows(); j += step) {
      targets.putIfAbsent(j, targets.size());
    }
    int[] drawn = targets.keySet().stream().mapToInt(Integer::intValue).toArray();
    double[][] plane = plane(sample, columns, drawn, sides.source().labels());
    List<Match> lines = new ArrayList<>();
    for (int i = 0; i < matches.length; i++) {
      lines.add(new Match(i, targets.get(matches[i]), matched.masses()[i]));
    }
    return new Clouds(
        Arrays.copyOf(plane, sample.rows()),
        Arrays.copyOfRange(plane, sample.rows(), plane.length),
        lines,
        List.of(),
        List.of());
  }

  /** About {@link #SHOWN} rows, evenly from all blocks. */
  private static PointBlock sample(SweepRunner<PointBlock> rows) {
    int perBlock = Math.max(1, (SHOWN + rows.blocks() - 1) / rows.blocks());
    int stride = Math.max(1, rows.blocks() / SHOWN);
    List<PointBlock> parts =
        rows.collect("rows to draw", new SomeRows(stride), perBlock).stream()
            .filter(part -> part.rows() > 0)
            .toList();
    int d = parts.get(0).dimension();
    int count = parts.stream().mapToInt(PointBlock::rows).sum();
    double[] coordinates = new double[count * d];
    double[] weights = new double[count];
    int at = 0;
    for (PointBlock part : parts) {
      for (int i = 0; i < part.rows(); i++, at++) {
        weights[at] = part.weight(i);
        for (int k = 0; k < d; k++) {
          coordinates[at * d + k] = part.coordinate(i, k);
        }
      }
    }
    return PointBlock.of(0, d, coordinates, weights);
  }

  private record SomeRows(int stride) implements Visit<PointBlock, Integer, PointBlock> {
    @Override
    public PointBlock visit(Integer perBlock, PointBlock block) {
      int count = block.index() % stride == 0 ? Math.min(perBlock, block.rows()) : 0;
      int d = block.dimension();
      double[] coordinates = new double[count * d];
      double[] weights = new double[count];
      for (int i = 0; i < count; i++) {
        int row = (int) ((long) i * block.rows() / count);
        weights[i] = block.weight(row);
        for (int k = 0; k < d; k++) {
          coordinates[i * d + k] = block.coordinate(row, k);
        }
      }
      return PointBlock.of(block.index(), d, coordinates, weights);
    }
  }

  /** Principal components from whichever of the two products of the points is the smaller. */
  private static double[][] plane(PointBlock sample, PointBlock columns, int[] drawn, int labels) {
    int d = sample.dimension() - labels;
    int count = sample.rows() + drawn.length;
    double[][] points = new double[count][d];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < d; k++) {
        points[i][k] =
            i < sample.rows()
                ? sample.coordinate(i, labels + k)
                : columns.coordinate(drawn[i - sample.rows()], labels + k);
      }
    }
    double[][] result = new double[count][2];
    if (d <= 2) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(points[i], 0, result[i], 0, d);
      }
      return result;
    }
    for (int k = 0; k < d; k++) {
      int coordinate = k;
      double mean =
          IntStream.range(0, count).mapToDouble(i -> points[i][coordinate]).average().orElse(0);
      for (double[] point : points) {
        point[k] -= mean;
      }
    }
    RealMatrix centred = new Array2DRowRealMatrix(points, false);
    boolean wide = d > count;
    RealMatrix other = centred.transpose();
    EigenDecomposition eigen =
        new EigenDecomposition(wide ? centred.multiply(other) : other.multiply(centred));
    for (int component = 0; component < 2 && component < count; component++) {
      RealVector vector = eigen.getEigenvector(component);
      RealVector coordinates =
          wide
              ? vector.mapMultiply(Math.sqrt(Math.max(0, eigen.getRealEigenvalue(component))))
              : centred.operate(vector);
      for (int i = 0; i < count; i++) {
        result[i][component] = coordinates.getEntry(i);
      }
    }
    return result;
  }
}
