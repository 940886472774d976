package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the launcher does before Java: it builds only where it should, and no value is a command.
 */
class LauncherTest {

  @TempDir Path dir;
  private Path home;
  private Path work;
  private Path jar;
  private final ExecutorService launches = Executors.newCachedThreadPool();

  @AfterEach
  void endLaunches() {
    launches.shutdownNow();
  }

  @BeforeEach
  void makeRoom() throws IOException {
    home = dir.resolve("an installation");
    work = Files.createDirectory(dir.resolve("work"));
    jar = Files.createFile(dir.resolve("some.jar"));
  }

  private Launcher listening() throws IOException {
    return Launcher.in(home).withListeningJava();
  }

  @Test
  void aGivenJarIsRunAndNothingIsBuilt() throws Exception {
    Launcher launcher = listening().withSources().with("CONVOY_JAR", jar);
    assertThat(launcher.run(work, "transport", "--help").exitCode()).isZero();
    assertThat(launcher.told()).contains("transport", "--help");
    assertThat(classPath(launcher.told())).endsWith(":" + jar);
    assertThat(launcher.mark()).doesNotExist();
    assertThat(home.resolve("target")).doesNotExist();
  }

  @Test
  void sourcesNewerThanAGivenJarAreNotBuilt() throws Exception {
    Launcher launcher = listening().withSources().with("CONVOY_JAR", jar);
    Files.createDirectories(home.resolve("core/src/main/java"));
    Files.createFile(home.resolve("core/src/main/java/New.java"));
    assertThat(launcher.run(work, "--version").exitCode()).isZero();
    assertThat(launcher.mark()).doesNotExist();
  }

  /** So that the two tests above would notice. */
  @Test
  void sourcesWithoutAGivenJarAreBuilt() throws Exception {
    Launcher launcher = listening().withSources();
    Command.Ran ran = launcher.run(work, "--version");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("convoy: the build failed");
    assertThat(launcher.mark()).exists();
  }

  /** Removing takes its time here, so that a lock removed twice would be somebody else's. */
  @Test
  void onlyOneLaunchBuildsAfterTheOwnerOfTheLockDied() throws Exception {
    Launcher launcher =
        slowlyRemoving(
            listening()
                .withSources(
                    "mkdir ../busy || touch ../overlap; sleep 0.3; rmdir ../busy; exit 1"));
    Files.createDirectories(home.resolve("target"));
    Files.createSymbolicLink(home.resolve("target/convoy.lock"), Path.of(dead()));
    // of one who took over from the dead and died, too
    Files.createSymbolicLink(home.resolve("target/convoy.lock.dead"), Path.of(dead()));
    List<Future<Command.Ran>> runs = new ArrayList<>();
    for (int taker = 0; taker < 8; taker++) {
      runs.add(launches.submit(() -> launcher.run(work, "--version")));
    }
    for (Future<Command.Ran> run : runs) {
      assertThat(run.get().err()).contains("convoy: the build failed");
    }
    assertThat(dir.resolve("overlap")).doesNotExist();
    assertThat(names(home.resolve("target"))).noneMatch(name -> name.startsWith("convoy.lock"));
  }

  /** Process 1 is another user's, but where root tests. */
  @Test
  void theLockOfAnotherUserIsNotTakenOver() throws Exception {
    Launcher launcher = listening().withSources("exit 1");
    Path lock = home.resolve("target/convoy.lock");
    Files.createDirectories(lock.getParent());
    Files.createSymbolicLink(lock, Path.of("1"));
    Future<Command.Ran> run = launches.submit(() -> launcher.run(work, "--version"));
    Thread.sleep(1500);
    assertThat(Files.readSymbolicLink(lock)).hasToString("1");
    assertThat(run.isDone()).isFalse();
    Files.delete(lock);
    assertThat(run.get().err()).contains("convoy: the build failed");
  }

  private static String dead() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return String.valueOf(process.pid());
  }

  private Launcher slowlyRemoving(Launcher launcher) throws IOException {
    Path slow = Files.createDirectory(dir.resolve("slow"));
    Files.writeString(
        slow.resolve("rm"),
        "#!/usr/bin/env bash\nsleep 0.$((RANDOM % 5))\nPATH=${PATH#*:} exec rm \"$@\"\n");
    slow.resolve("rm").toFile().setExecutable(true);
    return launcher.with("PATH", slow + ":" + System.getenv("PATH"));
  }

  @Test
  void anUnpackedReleaseRunsItsOwnJarAndIsNotBuilt() throws Exception {
    Launcher launcher = unpacked();
    Path own = home.resolve("lib/convoy-jobs-1.0.0.jar");
    assertThat(launcher.run(work, "--version").exitCode()).isZero();
    assertThat(classPath(launcher.told())).isEqualTo(home + "/spark/jars/*:" + own);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "--help", "transport --help", "status --out=x", ""})
  void whatStartsNoSparkNeedsNoFasterStarts(String arguments) throws Exception {
    Launcher launcher = unpacked();
    String[] args = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    assertThat(launcher.run(work, args).err()).isEmpty();
    assertThat(launcher.run(work, "transport").err())
        .isEqualTo("convoy: preparing faster starts, once ...\n");
    assertThat(launcher.run(work, "transport").err()).isEmpty();
  }

  private Launcher unpacked() throws IOException {
    Launcher launcher = listening();
    Files.createDirectories(home.resolve("tests/data"));
    Files.createFile(home.resolve("tests/data/digits_low.csv"));
    Files.createDirectories(home.resolve("spark/jars"));
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/convoy-jobs-1.0.0.jar"));
    return launcher;
  }

  @Test
  void aJarThatIsNotThereEndsInASentence() throws Exception {
    for (Path wrong : List.of(dir.resolve("gone.jar"), work)) {
      Command.Ran ran = listening(wrong).run(work, "--version");
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err())
          .isEqualTo("convoy: CONVOY_JAR is " + wrong + ", which cannot be read\n");
    }
  }

  private Launcher listening(Path givenJar) throws IOException {
    home = dir.resolve("for " + givenJar.getFileName());
    return listening().withSources().with("CONVOY_JAR", givenJar);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(touch pwned)",
        "`touch pwned`",
        "; touch pwned",
        "a && touch pwned",
        "a | touch pwned",
        "> pwned",
        "a b  c",
        "'single' and \"double\"",
        "back\\slash \\$HOME",
        "two\nlines\n",
        "* ? [a-z] {a,b} ~",
        "!! %s -n --",
        ""
      })
  void valuesArriveAsTheyAre(String value) throws Exception {
    Files.createFile(work.resolve("a-file-for-globs"));
    Launcher launcher = listening().with("CONVOY_JAR", jar);
    Command.Ran ran =
        launcher.run(
            work,
            "transport",
            "--out",
            value,
            "--source=" + value,
            "--source-where",
            value,
            "--conf",
            "spark.some.name=" + value);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(launcher.told())
        .contains("-Dspark.some.name=" + value)
        .containsSubsequence(
            "transport", "--out", value, "--source=" + value, "--source-where", value);
    assertThat(names(work)).containsExactly("a-file-for-globs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--master=$(touch pwned)",
        "--master=local;touch pwned",
        "--driver-memory=1g;touch pwned",
        "--driver-memory=$(touch pwned)",
        "--conf=$(touch pwned)",
        "--conf=spark.a"
      })
  void valuesOfTheLauncherItselfAreRefused(String option) throws Exception {
    Command.Ran ran = listening().with("CONVOY_JAR", jar).run(work, "transport", option);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("convoy: ").hasLineCount(1);
    assertThat(names(work)).isEmpty();
  }

  @Test
  void optionsForTheJvmAreSplitButNotExpanded() throws Exception {
    Files.createFile(work.resolve("-Da=b"));
    Launcher launcher =
        listening().with("CONVOY_JAR", jar).with("CONVOY_JAVA_OPTS", "-Da=*  -Db=$(touch pwned)");
    assertThat(launcher.run(work, "--version").exitCode()).isZero();
    assertThat(launcher.told()).contains("-Da=*", "-Db=$(touch", "pwned)");
    assertThat(names(work)).containsExactly("-Da=b");
  }

  /** A file where the directory of logs would be stands for an installation that is read-only. */
  @Test
  void logsBesideAReadOnlyInstallationAreTheOwners() throws Exception {
    Launcher launcher = listening().with("CONVOY_JAR", jar).with("TMPDIR", work);
    Files.createFile(home.resolve("logs"));
    assertThat(launcher.run(work, "--version").exitCode()).isZero();
    assertThat(names(work)).hasSize(1).allMatch(name -> name.startsWith("convoy-"));
    Path logs = work.resolve(names(work).get(0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs)))
        .isEqualTo("rwx------");

    // somebody else's link in its place is not followed
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Files.delete(logs);
    Files.createSymbolicLink(logs, elsewhere);
    assertThat(launcher.run(work, "--version").exitCode()).isZero();
    assertThat(launcher.told())
        .filteredOn(option -> option.startsWith("-Dconvoy.log="))
        .singleElement()
        .matches(option -> option.startsWith("-Dconvoy.log=" + work))
        .matches(option -> !option.startsWith("-Dconvoy.log=" + logs + "/"));
  }

  @Test
  void structuredLogsAreAskedForWhereverARunIs() throws Exception {
    Launcher launcher = listening().with("CONVOY_JAR", jar).with("SPARK_HOME", sparkHome());
    String structured = "--conf=spark.log.structuredLogging.enabled=";
    for (String master : List.of("local[2]", "spark://nowhere:7077")) {
      launcher.run(work, "transport", "--master", master, structured + "true");
      assertThat(told(launcher)).contains("-Dconvoy.log.layout=json");
      launcher.run(
          work, "transport", "--master", master, structured + "true", structured + "false");
      assertThat(told(launcher)).contains("-Dconvoy.log.layout=text");
    }
  }

  /** Returns what the Java listened to, or what an installation's spark-submit would pass on. */
  private String told(Launcher launcher) throws IOException {
    Path submitted = home.resolve("submitted");
    String told = String.join(" ", launcher.told());
    return Files.exists(submitted) ? Files.readString(submitted) : told;
  }

  private Path sparkHome() throws IOException {
    Path spark = Files.createDirectory(dir.resolve("spark"));
    Files.createDirectory(spark.resolve("jars"));
    Files.createDirectory(spark.resolve("bin"));
    Path submit = spark.resolve("bin/spark-submit");
    Files.writeString(
        submit,
        "#!/usr/bin/env bash\nprintf %s \"$SPARK_SUBMIT_OPTS\" >'" + home + "/submitted'\n");
    submit.toFile().setExecutable(true);
    return spark;
  }

  private static String classPath(List<String> told) {
    return told.get(told.indexOf("-cp") + 1);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
