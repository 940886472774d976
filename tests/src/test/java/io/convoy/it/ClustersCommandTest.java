package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersCommandTest {

  private static final int ROWS = 600;
  private static final double[][] CORNERS = {{0, 0}, {4, 0}, {0, 4}};

  @TempDir Path dir;

  /** Three clusters of 70, 20 and 10 %, and the rows between them last. */
  @ParameterizedTest
  @CsvSource({"memory, softmax", "spark, softmax", "memory, cost"})
  void rowsNearAPrototypeAreLabelledAndTheOthersStay(String engine, String clusters)
      throws IOException {
    Path source = rows();
    Path target = prototypes();
    Path out = dir.resolve(engine + clusters);
    Command.Ran ran =
        run(source, target, out, "--engine=" + engine, "--clusters=" + clusters, "--mass=0.5");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode report = Command.report(out);
    assertThat(report.path("result").path("mass").asDouble()).isCloseTo(0.5, within(1e-3));
    List<Row> labels = new ArrayList<>(Command.table(out, "clusters").collectAsList());
    assertThat(labels).hasSize(ROWS);
    double assigned = labels.stream().mapToDouble(row -> row.getDouble(2)).sum() / ROWS;
    assertThat(assigned).isCloseTo(0.5, within(1e-3));
    labels.sort(Comparator.comparingDouble(row -> -row.getDouble(2)));
    long right =
        labels.stream().limit(ROWS / 2).filter(row -> truth(id(row)).equals(row.get(1))).count();
    assertThat(right).isGreaterThan((long) (0.92 * ROWS / 2));
  }

  @Test
  void withoutAMassEveryRowIsAssigned() throws IOException {
    Path out = dir.resolve("o");
    assertThat(run(rows(), prototypes(), out, "--clusters").exitCode()).isZero();
    assertThat(Command.table(out, "clusters").filter("confidence < 0.999").count()).isZero();
  }

  @Test
  void aModelOfLikelihoodsMapsNothing() throws IOException {
    Path out = dir.resolve("o");
    Path source = rows();
    assertThat(run(source, prototypes(), out, "--clusters=softmax").exitCode()).isZero();
    Command.Ran ran =
        Command.run("map", "--model=" + out, "--input=" + source, "--out=" + dir.resolve("m"));
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("are not those of its points").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--divergence => clusters are prototypes, not a table to compare with: leave away divergence",
        "--clusters=softmax --cost=cosine => is for the costs inner-product and sqeuclidean",
        "--clusters=softmax --map => a map needs a cost between points: clusters cost",
        "--mass=0.5 --source-marginal=kl:1 => source-marginal must be exact, got kl:1.0",
        "--clusters=soft => clusters must be one of off, cost, softmax, got 'soft'",
        "--mass=1 => mass 1.0 is all that source-marginal"
      })
  void whatMakesNoSenseIsOneSentence(String line) throws IOException {
    String[] parts = line.split(" => ", -1);
    String[] options =
        Stream.concat(Stream.of("--clusters"), Stream.of(parts[0].split(" ", -1)))
            .filter(option -> !(option.equals("--clusters") && parts[0].contains("--clusters")))
            .toArray(String[]::new);
    Command.Ran ran = run(rows(), prototypes(), dir.resolve("o"), options);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(parts[1]).hasLineCount(1);
  }

  private Command.Ran run(Path source, Path target, Path out, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of("transport", "--source=" + source, "--target=" + target, "--out=" + out));
    if (Stream.of(options).noneMatch(option -> option.startsWith("--target-marginal"))) {
      command.add("--target-marginal=kl:1");
    }
    command.add("--epsilon=0.1");
    command.addAll(List.of(options));
    return Command.run(command.toArray(String[]::new));
  }

  private static int id(Row row) {
    return Integer.parseInt(String.valueOf(row.get(0)));
  }

  private static String truth(int id) {
    int share = id % 10;
    return "c" + (share < 7 ? 0 : share < 9 ? 1 : 2);
  }

  private Path rows() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    StringBuilder text = new StringBuilder("id,x,y\n");
    for (int i = 0; i < ROWS; i++) {
      double[] corner = CORNERS[truth(i).charAt(1) - '0'];
      text.append(i)
          .append(',')
          .append(corner[0] + random.nextGaussian())
          .append(',')
          .append(corner[1] + random.nextGaussian())
          .append('\n');
    }
    return Files.writeString(dir.resolve("rows.csv"), text);
  }

  private Path prototypes() throws IOException {
    return Files.writeString(dir.resolve("prototypes.csv"), "id,x,y\nc0,0,0\nc1,4,0\nc2,0,4\n");
  }
}
