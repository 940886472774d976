package io.convoy.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.convoy.it.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.PropagationMode;

/**
 * Whatever is wrong with a table, every job ends as it promises to. {@code -Dconvoy.fuzz} asks for
 * another number of tables, {@code -Dconvoy.fuzz-seed} for other ones.
 */
@Tag("fuzz")
@AddLifecycleHook(value = Effort.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class DamagedTablesTest {

  /** A run takes about a second. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private static Path dir;
  private static Terminal terminal;

  @BeforeContainer
  static void prepare() throws IOException {
    dir = Files.createTempDirectory("damaged-tables");
    FuzzedJob.prepare(Files.createDirectory(dir.resolve("models")));
    terminal = new Terminal(dir.resolve("log"));
  }

  @AfterContainer
  static void clean() throws IOException {
    terminal.close();
    delete(dir);
  }

  /** Else the others would show nothing: every form, or in a short build one of each job. */
  @Example
  void goodTablesAreTaken() throws IOException {
    for (FuzzedJob job : FuzzedJob.values()) {
      int few = Math.max(1, Effort.tries() / 4);
      for (String form : job.forms().stream().limit(few).toList()) {
        check(DamagedRun.undamaged(job, form, false));
      }
    }
  }

  @Property
  void transport(@ForAll("transports") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> transports() {
    return DamagedRuns.of(FuzzedJob.TRANSPORT);
  }

  @Property
  void map(@ForAll("maps") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> maps() {
    return DamagedRuns.of(FuzzedJob.MAP);
  }

  @Property
  void semidiscrete(@ForAll("semidiscretes") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> semidiscretes() {
    return DamagedRuns.of(FuzzedJob.SEMIDISCRETE);
  }

  @Property
  void pair(@ForAll("pairs") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> pairs() {
    return DamagedRuns.of(FuzzedJob.PAIR);
  }

  @Property
  void distance(@ForAll("distances") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> distances() {
    return DamagedRuns.of(FuzzedJob.DISTANCE);
  }

  @Property
  void lasso(@ForAll("lassos") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> lassos() {
    return DamagedRuns.of(FuzzedJob.LASSO);
  }

  @Property
  void predict(@ForAll("predictions") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> predictions() {
    return DamagedRuns.of(FuzzedJob.PREDICT);
  }

  @Property
  void train(@ForAll("trainings") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> trainings() {
    return DamagedRuns.of(FuzzedJob.TRAIN);
  }

  @Property
  void select(@ForAll("selections") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> selections() {
    return DamagedRuns.of(FuzzedJob.SELECT);
  }

  @Property
  void project(@ForAll("projections") DamagedRun run) throws IOException {
    check(run);
  }

  @Provide
  Arbitrary<DamagedRun> projections() {
    return DamagedRuns.of(FuzzedJob.PROJECT);
  }

  private static void check(DamagedRun run) throws IOException {
    Path tables = Files.createTempDirectory(dir, "run");
    try {
      Path out = tables.resolve("out");
      Command.Ran ran =
          assertTimeoutPreemptively(LONG, () -> run.run(tables, dir.resolve("models"), out));
      Command.Ran seen = new Command.Ran(ran.exitCode(), ran.out(), ran.err() + terminal.shown());
      Promises.check(run, seen, out);
    } finally {
      delete(tables);
    }
  }

  static void delete(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
