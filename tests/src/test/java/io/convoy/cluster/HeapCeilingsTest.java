package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.cluster.StandaloneCluster.Submitted;
import io.convoy.it.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every job within the heaps that docs/operations.md states for tables of 200,000 rows. */
@Tag("large")
class HeapCeilingsTest {

  private static final long ROWS = 200_000;
  private static final String DRIVER = "512m";
  private static final String EXECUTOR = "spark.executor.memory=512m";

  @TempDir static Path dir;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    String points = features(8);
    table("points", ROWS, "id", points);
    table("fewer", ROWS / 40, "id", points);
    table("some", ROWS / 100, "id", points);
    table("many", 4 * ROWS, "id", points);
    table("labelled", ROWS, "id", "cast(rand(9) < 0.5 as int) as label", points);
    table(
        "nodes", ROWS / 4, "id", "randn(9) as y", features(2), "rand(7) as lat", "rand(8) as lon");
    table("sources", ROWS, "id", "if(id % 2 = 0, 'a', 'b') as source", features(2));
    table("wanted", ROWS / 100, "id", features(2));
    pilots();
    cluster = StandaloneCluster.start(dir, 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static String features(int count) {
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < count; i++) {
      columns.append(i == 0 ? "" : ",").append("randn(").append(i).append(") as x").append(i);
    }
    return columns.toString();
  }

  private static void table(String name, long rows, String... columns) {
    String[] each =
        Arrays.stream(columns)
            .flatMap(some -> Arrays.stream(some.split(",(?=randn)")))
            .toArray(String[]::new);
    Command.spark()
        .range(0, rows, 1, 4)
        .selectExpr(each)
        .write()
        .parquet(dir.resolve(name).toString());
  }

  private static void pilots() throws IOException {
    StringBuilder rows = new StringBuilder("size,a,b,performance\n");
    for (int share = 0; share <= 10; share++) {
      for (int size = 20; size <= 80; size += 60) {
        double a = share / 10.0;
        double performance = 0.5 + 0.05 * Math.log(size) - (a - 0.7) * (a - 0.7) / 2;
        rows.append(size).append(',').append(a).append(',').append(1 - a);
        rows.append(',').append(performance).append('\n');
      }
    }
    Files.writeString(dir.resolve("pilots.csv"), rows);
  }

  /** In this order, because some read the models of others. */
  @ParameterizedTest
  @CsvSource({
    "transport, --source=DIR/points --target=DIR/fewer --engine=spark --max-iterations=3 --map",
    "map, --model=DIR/out-transport --input=DIR/points",
    "semidiscrete, --sampler=gaussian --target=DIR/fewer --engine=spark --max-iterations=3",
    "pair, --data=DIR/points --method=knn:4",
    "distance, --source=DIR/points --target=DIR/points --method=sliced --projections=20",
    "lasso, --nodes=DIR/nodes --id=id --label=y --features=x0;x1 --knn=5 --coordinates=lat;lon --geometry=plane"
        + " --lambda=1 --max-iterations=5 --engine=spark",
    "predict, --model=DIR/out-lasso --input=DIR/nodes",
    "train, --data=DIR/labelled --workers=8 --worker-assignment=hash --epochs=1 --max-iterations=40"
        + " --engine=spark",
    "select, --pool=DIR/points --target=DIR/some --budget=2000",
    "project, --sources=DIR/sources --target=DIR/wanted --pilots=DIR/pilots.csv --size=1000"
  })
  void everyJobKeepsToItsHeaps(String job, String options) throws Exception {
    assertThat(run(DRIVER, EXECUTOR, job, options)).endsWith("0");
  }

  @Test
  void anExecutorTooSmallForTheTargetIsRefusedBeforeItGetsIt() throws Exception {
    assertThat(
            run("1g", EXECUTOR, "transport", "--source=DIR/some --target=DIR/many --engine=spark"))
        .contains("every executor holds all target rows")
        .contains("an executor has 512 MB; give --conf spark.executor.memory=")
        .endsWith("5");
  }

  /** Returns what was said, and at its end the exit code. */
  private static String run(String heap, String conf, String job, String options)
      throws IOException, InterruptedException {
    String[] arguments =
        Stream.concat(
                Stream.of(job, "--out=" + dir.resolve("out-" + job), "--overwrite"),
                Arrays.stream(options.split(" "))
                    .map(option -> option.replace("DIR", dir.toString()).replace(';', ',')))
            .toArray(String[]::new);
    Submitted application = cluster.submit(heap, List.of(conf), arguments);
    int code = application.exitCode();
    return application.said() + "\n" + code;
  }
}
