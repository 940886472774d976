package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PointBlockTest {

  /** Some lengths are beyond the 64 KiB that are written at once, and no multiple of it. */
  @Property(tries = 60)
  void blocksSurviveSerializationToTheLastBit(
      @ForAll @IntRange(min = 0, max = 20_000) int rows,
      @ForAll @IntRange(min = 1, max = 5) int d,
      @ForAll int index,
      @ForAll long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    double[] doubles =
        random.longs((long) rows * d).mapToDouble(Double::longBitsToDouble).toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat(random.nextInt());
    }
    double[] weights = random.doubles(rows).toArray();
    isTheSame(PointBlock.of(index, d, doubles, weights));
    isTheSame(PointBlock.of(index, d, floats, weights));
  }

  private static void isTheSame(PointBlock block) throws Exception {
    PointBlock copy = copy(block);
    assertThat(copy.index()).isEqualTo(block.index());
    assertThat(copy.rows()).isEqualTo(block.rows());
    assertThat(copy.dimension()).isEqualTo(block.dimension());
    assertThat(copy.bytes()).isEqualTo(block.bytes());
    for (int i = 0; i < block.rows(); i++) {
      assertThat(copy.weight(i)).isEqualTo(block.weight(i));
      for (int k = 0; k < block.dimension(); k++) {
        assertThat(Double.doubleToLongBits(copy.coordinate(i, k)))
            .isEqualTo(Double.doubleToLongBits(block.coordinate(i, k)));
      }
    }
  }

  @Example
  void aSerializedCloudGivesTheSameTiles() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    PointBlock rows = Clouds.cube(random, 9, 3, 1);
    double[] weights = random.doubles(50, 0.1, 1).toArray();
    double[] g = random.doubles(50).toArray();
    for (GroundCost cost : Costs.ALL) {
      PointCloud cloud = PointCloud.of(cost, Clouds.cube(random, 50, 3, 0), Clouds.mean(rows));
      for (Precision precision : Precision.values()) {
        Clouds.Pass before = Clouds.tiled(cloud, rows, g, weights, 0.1, precision);
        Clouds.Pass after = Clouds.tiled(copy(cloud), rows, g, weights, 0.1, precision);
        assertThat(after.softMin()).isEqualTo(before.softMin());
        assertThat(after.masses()).isEqualTo(before.masses());
      }
    }
  }

  @Property(tries = 100)
  void coordinatesAreThoseGivenRowAfterRow(
      @ForAll @IntRange(min = 1, max = 20) int rows, @ForAll @IntRange(min = 1, max = 5) int d) {
    double[] points = new double[rows * d];
    float[] floats = new float[rows * d];
    Arrays.setAll(points, i -> 0.1 * i);
    for (int i = 0; i < floats.length; i++) {
      floats[i] = 0.1f * i;
    }
    double[] weights = new double[rows];
    Arrays.setAll(weights, i -> i);
    PointBlock inDouble = PointBlock.of(3, d, points, weights);
    PointBlock inFloat = PointBlock.of(3, d, floats, weights);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < d; k++) {
        assertThat(inDouble.coordinate(i, k)).isEqualTo(points[i * d + k]);
        assertThat(inFloat.coordinate(i, k)).isEqualTo(floats[i * d + k]);
      }
    }
    assertThat(inDouble.bytes()).isEqualTo(8L * rows * d + 8L * rows);
    assertThat(inFloat.bytes()).isEqualTo(4L * rows * d + 8L * rows);
  }

  @Example
  void scalingTheWeightsLeavesTheBlockItWasMadeFrom() {
    double[] weights = {1, 2};
    PointBlock block = PointBlock.of(7, 1, new float[] {3, 4}, weights);
    PointBlock half = block.withWeightsTimes(0.5);
    assertThat(half.weight(1)).isEqualTo(1);
    assertThat(block.weight(1)).isEqualTo(2);
    assertThat(half.coordinate(1, 0)).isEqualTo(4);
    assertThat(half.index()).isEqualTo(7);
  }

  @Example
  void arraysThatAreNoTableAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointBlock.of(0, 2, new float[5], new double[2]))
        .withMessage("a block of 2 rows of dimension 2 cannot have 5 coordinates");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointBlock.of(0, 0, new double[0], new double[0]));
  }

  @SuppressWarnings("unchecked")
  static <T> T copy(T value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
