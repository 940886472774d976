package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong ends with its code and one sentence, and leaves nothing half-written. */
class BadInputTest {

  @TempDir Path dir;
  private Path good;
  private Path out;

  @BeforeEach
  void writeInput() throws IOException {
    good = write("good.csv", "id,x,y\n1,0,0\n2,1,1\n3,2,0\n");
    out = dir.resolve("out");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  private void refused(int code, Path source, List<String> options, String... words) {
    List<String> args = new ArrayList<>(List.of("transport", "--source=" + source, "--out=" + out));
    if (options.stream().noneMatch(option -> option.startsWith("--target="))) {
      args.add("--target=" + good);
    }
    args.addAll(options);
    Command.Ran ran = Command.run(args.toArray(String[]::new));
    assertThat(ran.err()).contains(words);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err()).doesNotContain("\tat ", "Exception");
    assertThat(ran.err().lines().filter(line -> line.startsWith("convoy: ")))
        .as(ran.err())
        .hasSizeBetween(1, 2); // the sentence, and where the details are
    assertThat(out.resolve("report.json")).doesNotExist();
    assertThat(out.resolve("source_potentials")).doesNotExist();
  }

  @Test
  void missingPath() {
    refused(3, dir.resolve("nowhere.csv"), List.of(), "source", "nowhere.csv");
  }

  @Test
  void emptyTable() throws IOException {
    refused(3, write("empty.csv", "id,x,y\n"), List.of(), "source", "no rows");
    refused(3, good, List.of("--source-where=x > 100"), "source", "no rows");
  }

  @Test
  void noNumericColumn() throws IOException {
    refused(3, write("words.csv", "id,name\n1,a\n2,b\n"), List.of(), "source", "numeric");
  }

  @Test
  void notANumber() throws IOException {
    refused(
        3,
        write("nan.csv", "id,x,y\n7,0,0\n8,NaN,1\n9,1,NaN\n"),
        List.of(),
        "source",
        "id '8'",
        "x is NaN",
        "1 other row");
  }

  @Test
  void differentDimensions() throws IOException {
    refused(3, write("wide.csv", "id,x,y,z\n1,0,0,0\n2,1,1,1\n"), List.of(), "3", "2");
  }

  @Test
  void negativeWeight() throws IOException {
    refused(3, write("minus.csv", "id,weight,x,y\n1,1,0,0\n2,-0.5,1,1\n"), List.of(), "2", "-0.5");
  }

  @Test
  void weightsThatVanishBesideTheOthers() throws IOException {
    refused(
        3,
        write("mixed.csv", "id,weight,x,y\n1,1e300,0,0\n2,1e-300,1,1\n"),
        List.of(),
        "id '2'",
        "1.0E-300");
  }

  @Test
  void costsThatOverflow() throws IOException {
    refused(
        3, write("far.csv", "id,x,y\n1,1e200,0\n2,-1e200,1\n"), List.of(), "costs are too large");
  }

  @Test
  void covariancesThatOverflow() throws IOException {
    Path far = write("far.csv", "id,x,y\n1,1e100,0\n2,-1e100,1\n3,0,2\n");
    Command.Ran ran =
        Command.run(
            "distance", "--source=" + far, "--target=" + far, "--method=gaussian", "--out=" + out);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
    assertThat(ran.err()).contains("covariances of the features are too large");
  }

  @Test
  void columnsThatCollideInTheOutput() {
    refused(2, good, List.of("--keep=x", "--map"), "keep", "x");
    refused(2, good, List.of("--keep=id"), "keep", "id");
  }

  @Test
  void columnsToKeepThatAreNotThere() {
    refused(3, good, List.of("--keep=z"), "source", "'z' to keep");
  }

  @Test
  void idsThatATerminalWouldObey() throws IOException {
    Path red = write("red.csv", "id,x,y\n\033[31mred,NaN,0\nb,1,1\n");
    refused(3, red, List.of(), "'\\u001b[31mred'");
  }

  @Test
  void filesThatAreNotOfTheirSuffix() throws IOException {
    Path text = write("text.parquet", "id,x,y\n1,0,0\n");
    refused(3, text, List.of(), "source: cannot read", "is not a Parquet file");
  }

  @Test
  void allWeightsZero() throws IOException {
    refused(3, write("zero.csv", "id,weight,x,y\n1,0,0,0\n2,0,1,1\n"), List.of(), "weight");
  }

  @Test
  void duplicateIds() throws IOException {
    refused(3, write("twice.csv", "id,x,y\n5,0,0\n6,1,1\n5,2,2\n"), List.of(), "id", "5");
  }

  @Test
  void epsilonNotPositive() {
    refused(2, good, List.of("--epsilon=0"), "epsilon", "> 0", "0");
    refused(2, good, List.of("--epsilon=-1std"), "epsilon", "> 0", "-1");
    refused(2, good, List.of("--epsilon=NaN"), "epsilon");
    refused(2, good, List.of("--epsilon=1e-320"), "epsilon", "rounding");
    refused(2, good, List.of("--tolerance=NaN"), "tolerance");
  }

  @Test
  void unknownKey() throws IOException {
    refused(2, good, List.of("--epsilom=1"), "--epsilom", "--epsilon");
    Path file = write("job.conf", "epsilom = 1\n");
    refused(2, good, List.of("--config=" + file), "epsilom", "epsilon");
  }

  @Test
  void outputOfOtherSettings() {
    assertThat(transport().exitCode()).isZero();
    Command.Ran ran = transport("--epsilon=1");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("epsilon", "0.05std", "1", "--overwrite");
    assertThat(Command.report(out).get("settings").get("epsilon").asText()).isEqualTo("0.05std");
    assertThat(transport("--epsilon=1", "--overwrite").exitCode()).isZero();
    assertThat(Command.report(out).get("result").get("epsilon").asDouble()).isEqualTo(1);
  }

  @Test
  void notEnoughMemory() throws IOException {
    StringBuilder rows = new StringBuilder("id,x,y\n");
    for (int i = 0; i < 60_000; i++) {
      rows.append(i).append(',').append(i % 251).append(',').append(i % 241).append('\n');
    }
    Path many = write("many.csv", rows.toString());
    refused(
        5,
        good,
        List.of("--target=" + many, "--engine=memory", "--tasks=1000"),
        "not enough memory",
        "MB",
        "--driver-memory");
  }

  @Test
  void outputNotWritable() throws IOException {
    Files.writeString(out, "a file where the directory should be");
    Command.Ran ran = transport();
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("out").doesNotContain("Exception");
    assertThat(out).hasContent("a file where the directory should be");
  }

  @Test
  void aRerunDoesNothingAndAnInputThatChangedIsNoticed() throws IOException {
    assertThat(transport().exitCode()).isZero();
    Command.Ran again = transport();
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("already done");
    write("good.csv", "id,x,y\n1,0,0\n2,1,1\n3,2,0\n4,5,5\n");
    Command.Ran changed = transport();
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.err()).contains("source");
  }

  @Test
  void strictnessIsJudgedAnewAndMoreBudgetGoesOn() {
    String[] hard = {"--epsilon=0.001", "--tolerance=1e-9", "--max-iterations=2"};
    assertThat(transport(hard).exitCode()).isZero();
    assertThat(Command.report(out).get("status").asText()).isEqualTo("exhausted");
    assertThat(Command.run("status", "--out=" + out).exitCode()).isZero();
    assertThat(transport("--epsilon=0.001", "--tolerance=1e-9", "--max-iterations=2", "--strict"))
        .extracting(Command.Ran::exitCode)
        .isEqualTo(4);
    Command.Ran more = transport("--epsilon=0.001", "--tolerance=1e-9", "--max-iterations=500");
    assertThat(more.exitCode()).isZero();
    assertThat(Command.report(out).get("status").asText()).isEqualTo("converged");
  }

  private Command.Ran transport(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("transport", "--source=" + good, "--target=" + good, "--out=" + out));
    args.addAll(List.of(options));
    return Command.run(args.toArray(String[]::new));
  }
}
