package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongeGapCommandTest {

  private static final int ROWS = 500;

  @TempDir Path dir;

  /** Turning a standard Gaussian of the plane by 60 degrees has the gap 2. */
  @ParameterizedTest
  @ValueSource(strings = {"memory", "spark"})
  void aRotationHasItsKnownGapAndAStretchNone(String engine) throws IOException {
    double c = Math.cos(Math.PI / 3);
    double s = Math.sin(Math.PI / 3);
    JsonNode turned = gap("turned", engine, c, -s, s, c);
    assertThat(turned.get("monge-gap-lower").asDouble()).isBetween(1.7, 2.2);
    assertThat(turned.get("monge-gap-upper").asDouble())
        .isBetween(turned.get("monge-gap-lower").asDouble(), 2.3);
    JsonNode stretched = gap("stretched", engine, 3, 0, 0, 0.5);
    assertThat(stretched.get("monge-gap-lower").asDouble()).isZero();
    assertThat(stretched.get("monge-gap-upper").asDouble()).isLessThan(0.1);
    assertThat(stretched.get("monge-gap-entropic").asDouble())
        .isGreaterThanOrEqualTo(stretched.get("monge-gap-entropic-floor").asDouble());
  }

  @Test
  void tablesWithOtherIdsAreNoMap() throws IOException {
    Path source = dir.resolve("a.csv");
    Path target = dir.resolve("b.csv");
    Files.writeString(source, "id,x\n1,0\n2,1\n3,2\n");
    Files.writeString(target, "id,x\n1,0\n2,1\n4,2\n");
    Command.Ran ran = run(source, target, dir.resolve("o"), "memory");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err())
        .isEqualTo(
            "convoy: monge-gap needs a source and a target with the same ids and weights: row 2"
                + " has the id '3' in the source and '4' in the target\n");
  }

  private JsonNode gap(String name, String engine, double... matrix) throws IOException {
    Path source = dir.resolve(name + ".csv");
    Path target = dir.resolve(name + "_images.csv");
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder rows = new StringBuilder("id,x,y\n");
    StringBuilder images = new StringBuilder("id,x,y\n");
    for (int i = 0; i < ROWS; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      rows.append(String.format(Locale.ROOT, "%d,%.9f,%.9f%n", i, x, y));
      images.append(
          String.format(
              Locale.ROOT,
              "%d,%.9f,%.9f%n",
              i,
              matrix[0] * x + matrix[1] * y,
              matrix[2] * x + matrix[3] * y));
    }
    Files.writeString(source, rows);
    Files.writeString(target, images);
    Path out = dir.resolve(name + engine);
    Command.Ran ran = run(source, target, out, engine);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("its Monge gap is between");
    return Command.report(out).get("result");
  }

  private static Command.Ran run(Path source, Path target, Path out, String engine) {
    List<String> args =
        List.of(
            "transport",
            "--source=" + source,
            "--target=" + target,
            "--out=" + out,
            "--engine=" + engine,
            "--epsilon=0.01",
            "--monge-gap");
    return Command.run(new ArrayList<>(args).toArray(String[]::new));
  }
}
