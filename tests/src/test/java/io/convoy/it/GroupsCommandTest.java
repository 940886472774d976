package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsCommandTest {

  private static final String EPSILON = "--epsilon=0.2";

  @TempDir Path dir;

  @Test
  void everyGroupIsSolvedAsIfItWereAlone() throws IOException {
    String source = table("a.csv", 1, new int[] {40, 7, 90}, false);
    String target = table("b.csv", 2, new int[] {30, 11, 60}, false);
    Path all = dir.resolve("all");
    run(source, target, all, "--by=g", EPSILON, "--divergence", "--tolerance=1e-8");
    List<Row> groups = Command.table(all, "groups").orderBy("key").collectAsList();
    assertThat(groups).hasSize(3);
    for (int g = 0; g < 3; g++) {
      Path one = dir.resolve("one" + g);
      run(
          source,
          target,
          one,
          "--source-where=g = " + g,
          "--target-where=g = " + g,
          "--label=g",
          EPSILON,
          "--divergence",
          "--tolerance=1e-8");
      JsonNode expected = Command.report(one).get("result");
      Row group = groups.get(g);
      for (String figure : List.of("cost", "dual", "exact-lower", "exact-upper", "divergence")) {
        assertThat(group.<Double>getAs(figure.replace('-', '_')))
            .as(figure)
            .isCloseTo(expected.get(figure).asDouble(), within(1e-7));
      }
      assertThat(group.<String>getAs("status")).isEqualTo("converged");
      assertThat(group.<Integer>getAs("key")).isEqualTo(g);
    }
    assertThat(Command.report(all).get("result").get("groups-converged").asInt()).isEqualTo(3);
  }

  @Test
  void theFiguresAreTheSameBitsForAnyNumberOfTasksAndOrderOfRows() throws IOException {
    List<List<Row>> found = new ArrayList<>();
    for (String tasks : List.of("1", "3", "8")) {
      Path out = dir.resolve("o" + tasks);
      boolean shuffled = tasks.equals("8");
      String source = table("a" + tasks + ".csv", 3, new int[] {50, 3, 20, 1, 30}, shuffled);
      String target = table("b" + tasks + ".csv", 4, new int[] {10, 3, 40, 1, 30}, shuffled);
      run(source, target, out, "--by=g", "--tasks=" + tasks);
      found.add(Command.table(out, "groups").orderBy("key").collectAsList());
    }
    assertThat(found.get(1)).isEqualTo(found.get(0));
    assertThat(found.get(2)).isEqualTo(found.get(0));
  }

  @Test
  void aGroupOfOneTableAloneIsListedAndOneOfEqualRowsIsSolved() throws IOException {
    String source = write("a.csv", "id,g,x,y\n1,p,0,0\n2,q,1,1\n3,q,1,1\n");
    String target = write("b.csv", "id,g,x,y\n1,q,2,3\n2,r,0,0\n");
    Path out = dir.resolve("o");
    run(source, target, out, "--by=g");
    List<Row> groups = Command.table(out, "groups").orderBy("key").collectAsList();
    assertThat(groups).extracting(row -> row.<String>getAs("key")).containsExactly("p", "q", "r");
    assertThat(groups.get(0).<String>getAs("reason")).isEqualTo("target has no row of it");
    assertThat(groups.get(2).<String>getAs("reason")).isEqualTo("source has no row of it");
    // both rows go the same way: 1 across and 2 up
    assertThat(groups.get(1).<Double>getAs("cost")).isCloseTo(5, within(1e-9));
    JsonNode result = Command.report(out).get("result");
    assertThat(result.get("groups-unmatched").asInt()).isEqualTo(2);
    assertThat(Command.report(out).get("status").asText()).isEqualTo("converged");
  }

  @Test
  void twoThousandGroupsAreOneRun() throws IOException {
    int[] sizes = new int[2000];
    for (int g = 0; g < sizes.length; g++) {
      sizes[g] = 3 + g % 5;
    }
    Path out = dir.resolve("o");
    run(table("a.csv", 5, sizes, false), table("b.csv", 6, sizes, false), out, "--by=g");
    assertThat(Command.table(out, "groups").filter("status = 'converged'").count()).isEqualTo(2000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --by=shop                | 3 | source has no column 'shop' for --by
          --by=g --plan=3          | 2 | leave away plan
          --by=g --engine=memory   | 2 | leave away engine memory
          --by=g --label=g         | 2 | by takes the place of the label
          --by=g --regularizer=quadratic | 2 | leave away regularizer
          """)
  void whatMakesNoSenseTogetherIsNamed(String options, int code, String sentence)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "transport",
                "--source=" + table("a.csv", 1, new int[] {3}, false),
                "--target=" + table("b.csv", 2, new int[] {3}, false),
                "--out=" + dir.resolve("o")));
    Collections.addAll(command, options.split(" ", -1));
    Command.Ran ran = Command.run(command.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err()).contains(sentence);
  }

  private static void run(String source, String target, Path out, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of("transport", "--source=" + source, "--target=" + target, "--out=" + out));
    Collections.addAll(command, options);
    Command.Ran ran = Command.run(command.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private String table(String name, long seed, int[] sizes, boolean shuffled) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int g = 0; g < sizes.length; g++) {
      for (int i = 0; i < sizes[g]; i++) {
        lines.add(
            lines.size()
                + ","
                + g
                + ","
                + (random.nextGaussian() + g)
                + ","
                + random.nextGaussian()
                + ","
                + (1 + random.nextInt(3)));
      }
    }
    if (shuffled) {
      Collections.shuffle(lines, random);
    }
    return write(name, "id,g,x,y,weight\n" + String.join("\n", lines) + "\n");
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }
}
