package io.convoy.jobs.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.Resolved;
import io.convoy.jobs.settings.SettingsType;
import io.convoy.jobs.settings.Typed;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.Marginals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportSettingsTest {

  private static final String[] PLACES = {"--source", "a", "--target", "b", "--out", "o"};

  @TempDir private Path folder;

  @Test
  void defaultsHoldWhenNothingIsSaid() {
    TransportSettings settings = settings();
    assertThat(settings.cost()).isEqualTo(GroundCost.SQUARED_EUCLIDEAN);
    assertThat(settings.epsilon()).isEqualTo(new Epsilon(0.05, Epsilon.Unit.DEVIATION));
    assertThat(settings.tolerance()).isEqualTo(1e-4);
    assertThat(((Asked.Whole) settings.asked()).plan()).isEmpty();
    assertThat(settings.run().maxIterations()).isEqualTo(1000);
    assertThat(settings.source().roles().features()).isEmpty();
  }

  @Test
  void theCommandLineWinsOverTheJobFileAndThatOverDefaults() throws IOException {
    String file = jobFile("tolerance = 1e-3, max-iterations = 7, standardize = true");
    TransportSettings settings = settings("--config", file, "--tolerance", "1e-2");
    assertThat(settings.tolerance()).isEqualTo(1e-2);
    assertThat(settings.run().maxIterations()).isEqualTo(7);
    assertThat(settings.standardize()).isTrue();
    assertThat(settings.cost()).isEqualTo(GroundCost.SQUARED_EUCLIDEAN);
  }

  @Test
  void aFlagOfTheJobFileCanBeConfirmedAndTakenBack() throws IOException {
    String file = jobFile("standardize = on");
    assertThat(settings("--config", file, "--standardize").standardize()).isTrue();
    assertThat(settings("--config", file, "--standardize=off").standardize()).isFalse();
  }

  @Test
  void aJobFileAloneIsEnough() throws IOException {
    String file =
        jobFile("source = x.csv\ntarget = y.csv\nout = \"o/{run-date}\"\nrun-date = 2026-01-31");
    TransportSettings settings = Typed.settings(TransportSettings.class, "--config", file);
    assertThat(settings.source().location()).isEqualTo("x.csv");
    assertThat(settings.output().out()).isEqualTo("o/2026-01-31");
  }

  @Test
  void listsAreWrittenEitherWay() throws IOException {
    assertThat(settings("--config", jobFile("features = [x, y]")).source().roles().features())
        .isEqualTo(settings("--features", "x,y").target().roles().features())
        .isEqualTo(List.of("x", "y"));
    assertThat(
            settings("--config", jobFile("features = [x, y]"), "--features", "z")
                .source()
                .roles()
                .features())
        .containsExactly("z");
  }

  @Test
  void substitutionsAndIncludesBesideTheFileWork() throws IOException {
    Files.writeString(folder.resolve("shared.conf"), "budget = 5\ncost = cosine");
    // Keys are judged after includes: budget is not one.
    String file = jobFile("include \"shared.conf\"\nmax-iterations = ${budget}");
    refused(() -> settings("--config", file), "unknown key 'budget'");
    Files.writeString(folder.resolve("shared.conf"), "seed = 5\ncost = cosine");
    String good = jobFile("include \"shared.conf\"\nmax-iterations = ${seed}");
    assertThat(settings("--config", good).run().maxIterations()).isEqualTo(5);
    assertThat(settings("--config", good).cost()).isEqualTo(GroundCost.COSINE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "toleranse = 1 => unknown key 'toleranse'; the nearest is 'tolerance'",
        "config = other.conf => unknown key 'config'",
        "help = true => unknown key 'help'",
        "tolerance { value = 1 } => tolerance must be a plain value",
        "tolerance = soon => tolerance must be a number, got 'soon'",
        "cost = l1 => cost must be one of sqeuclidean, euclidean, cosine, inner-product, manhattan",
        "cost = \"p-norm:0.5\" => cost p-norm:P must have a finite P >= 1, got 0.5",
        "anneal = maybe => anneal must be on or off, got 'maybe'",
        "solver = quick => solver must be one of auto, sinkhorn, momentum, anderson, newton",
        "include url(\"http://host/x.conf\") => only files of the same file system may be included",
        "include \"http://host/x.conf\" => only files of the same file system may be included",
        "include \"HTTPS://host/x.conf\" => only files of the same file system may be included",
        "include \"ftp://host/x.conf\" => only files of the same file system may be included",
        "include \"hdfs://host/x.conf\" => only files of the same file system may be included",
        "include required(url(\"file:///etc/passwd\")) => only files of the same file system may be included",
        "include file(\"http://host/x.conf\") => only files of the same file system may be included",
        "include classpath(\"x.conf\") => only files of the same file system may be included",
        "include required(classpath(\"x.conf\")) => only files of the same file system may be included",
        "include package(\"a.b\", \"x.conf\") => job.conf",
        "include \"$(touch pwned).conf\" => which is missing",
        "include \"gone.conf\" => gone.conf, which is missing",
        "cost = ${gone} => gone",
        "cost = = => job.conf"
      })
  void aBadJobFileIsRefused(String content, String sentence) throws IOException {
    String file = jobFile(content);
    refused(() -> settings("--config", file), sentence);
  }

  @Test
  void environmentVariablesMayBeSubstituted() throws IOException {
    String file = jobFile("source = x.csv\ntarget = y.csv\nout = \"out/\"${PATH}");
    assertThat(Typed.settings(TransportSettings.class, "--config", file).output().out())
        .isEqualTo("out/" + System.getenv("PATH"));
  }

  @Test
  void systemPropertiesAreNotSubstituted() throws IOException {
    String file = jobFile("cost = ${user.home}");
    refused(() -> settings("--config", file), "user.home");
  }

  @Test
  void aFileThatIncludesItselfIsRefused() throws IOException {
    String file = jobFile("include \"job.conf\"");
    refused(() -> settings("--config", file), "nested more than 8 deep");
  }

  @Test
  void aMissingJobFileIsRefused() {
    refused(() -> settings("--config", folder + "/gone.conf"), "there is no job file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--tolerance 0 => tolerance must be > 0 and finite, got 0.0",
        "--tolerance NaN => tolerance must be > 0 and finite, got NaN",
        "--blur -1 => blur must be > 0 and finite, got -1.0",
        "--blur 1 --cost cosine => blur is defined for the cost sqeuclidean only",
        "--blur 1 --epsilon 1 => epsilon and blur set the same thing",
        "--plan 0 => plan must be >= 1, got 0",
        "--tasks 0 => tasks must be >= 1, got 0",
        "--max-iterations -3 => max-iterations must be >= 1, got -3",
        "--checkpoint-every 0 => checkpoint-every must be >= 1, got 0",
        "--run-date ../x => run-date must be letters",
        "--source-where day='{run-date}' => source-where holds {run-date} but there is no --run-date"
      })
  void valuesOutOfRangeAreRefused(String args, String sentence) {
    refused(() -> settings(args.split(" ")), sentence);
  }

  @Test
  void whatIsRequiredIsNamed() {
    refused(() -> Typed.settings(TransportSettings.class, "--source", "a"), "target is required");
  }

  @Test
  void marginalsAreExactUnlessSomethingElseIsSaid() {
    assertThat(settings().marginals().areExact()).isTrue();
    Marginals relaxed =
        settings("--source-marginal", "kl:0.5", "--target-marginal", "range:0.5,2").marginals();
    assertThat(relaxed.source()).isEqualTo(new MarginalRule.Kl(0.5));
    assertThat(relaxed.target()).isEqualTo(new MarginalRule.Range(0.5, 2));
    Marginals partial = settings("--mass", "0.3", "--target-marginal", "tv:2").marginals();
    assertThat(partial.source()).isEqualTo(MarginalRule.Range.AT_MOST);
    assertThat(partial.target()).isEqualTo(new MarginalRule.Tv(2));
    assertThat(partial.mass()).isEqualTo(0.3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--mass 0 => 2 => mass must be > 0 and finite, got 0.0",
        "--mass 1 => 2 => leave mass away and make the marginal exact",
        "--mass 1.5 => 5 => mass 1.5 cannot be moved under source-marginal at-most",
        "--mass 0.2 --target-marginal range:0.5,1 => 5 => which allows from 0.5 to 1.0",
        "--source-marginal at-most => 2 => source-marginal at-most is exact where the target is",
        "--source-marginal range:0,0.5 => 5 => the range must reach 1",
        "--source-marginal range:0.1,0.5 --target-marginal range:0.7,2 => 5 => no total mass",
        "--source-marginal at-most --target-marginal free => 2 => met by moving nothing",
        "--divergence --mass 0.5 => 2 => no mass, got at-most and at-most with mass 0.5",
        "--divergence --source-marginal kl:1 => 2 => the same rule",
        "--gradients => 2 => gradients needs --divergence",
        "--divergence --gradients --cost cosine => 2 => got cost cosine",
        "--divergence --gradients --cost manhattan => 2 => got cost manhattan",
        "--clusters softmax --cost p-norm:3 => 2 => got cost p-norm:3",
        "--label-cost 1 --cost cityblock => 2 => got cost manhattan",
        "--source-marginal loose => 2 => source-marginal: a marginal must be exact, kl:RHO, tv:RHO",
        "--target-marginal kl:-1 => 2 => target-marginal: rho must be > 0 and finite, got -1.0"
      })
  void marginalsThatMakeNoSenseAreRefused(String options, int code, String sentence) {
    assertThatThrownBy(() -> settings(options.split(" ")))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode().number()).isEqualTo(code))
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }

  @Test
  void blurAndEpsilonGoByPrecedence() throws IOException {
    assertThat(settings("--blur", "0.5").epsilon()).isEqualTo(new Epsilon(0.5, Epsilon.Unit.COST));
    String file = jobFile("epsilon = 3");
    assertThat(settings("--config", file, "--blur", "1").epsilon().value()).isEqualTo(2);
    assertThat(settings("--config", jobFile("blur = 1"), "--epsilon", "3").epsilon().value())
        .isEqualTo(3);
  }

  @Test
  void theReportNamesOnlyTheOneThatHolds() {
    Resolved resolved = resolved(with("--blur", "1"));
    assertThat(resolved.all()).containsEntry("blur", 1.0).doesNotContainKey("epsilon");
  }

  @Test
  void theRunDateReplacesItsMarkEverywhere() {
    TransportSettings settings =
        settings("--run-date", "2026-02-03", "--source-where", "day = '{run-date}'");
    assertThat(settings.source().where()).contains("day = '2026-02-03'");
  }

  @Test
  void onlyWhatChangesTheResultIsPartOfTheProblem() {
    Resolved resolved =
        resolved(with("--plan", "3", "--engine", "memory", "--tasks", "4", "--strict"));
    assertThat(resolved.of(Concern.PROBLEM).keySet())
        .containsExactlyInAnyOrder(
            "source",
            "target",
            "standardize",
            "quarantine",
            "cost",
            "regularizer",
            "epsilon",
            "source-marginal",
            "target-marginal",
            "tolerance",
            "precision",
            "anneal",
            "solver",
            "prune",
            "store",
            "seed",
            "plan",
            "map",
            "clusters",
            "divergence",
            "gradients",
            "monge-gap");
    assertThat(resolved.of(Concern.BUDGET)).containsOnlyKeys("max-iterations");
    assertThat(resolved.of(Concern.EXECUTION))
        .containsEntry("engine", "memory")
        .containsEntry("tasks", 4)
        .containsEntry("strict", true);
    assertThat(resolved.all())
        .hasSize(resolved.of(Concern.PROBLEM).size() + 1 + resolved.of(Concern.EXECUTION).size());
  }

  private static Resolved resolved(String... args) {
    return Typed.resolved(SettingsType.of(TransportSettings.class), args);
  }

  private String jobFile(String content) throws IOException {
    return Files.writeString(folder.resolve("job.conf"), content).toString();
  }

  private static TransportSettings settings(String... args) {
    return Typed.settings(TransportSettings.class, with(args));
  }

  private static String[] with(String... args) {
    return Stream.concat(Stream.of(PLACES), Stream.of(args)).toArray(String[]::new);
  }

  private static void refused(ThrowingCallable action, String sentence) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }
}
