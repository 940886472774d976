package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies in the middle of a step costs time and nothing else. */
class KilledExecutorTest {

  private static final String[] TRAINING = {
    "--data=data/digits_*.csv",
    "--workers=6",
    "--worker-assignment=hash",
    "--epochs=12",
    "--checkpoint-every=4"
  };

  @TempDir Path dir;

  @Test
  void aTrainingGoesOnWithTheSameBitsAndNamesTheProcess() throws Exception {
    Path out = dir.resolve("o");
    Process submit = submit(out);
    ProcessHandle executor = executorOnceTraining(submit, out);
    executor.destroyForcibly();
    assertThat(submit.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(submit.exitValue()).as(log()).isZero();

    Path whole = dir.resolve("m");
    List<String> command = new ArrayList<>(List.of("train", "--out=" + whole, "--engine=memory"));
    command.addAll(List.of(TRAINING));
    Command.Ran ran = Command.run(command.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode lost = Command.json(out.resolve("report.json")).get("result").get("lost-executors");
    assertThat(lost).hasSize(1);
    assertThat(lost.get(0).asText()).matches("executor \\d+ on .*, of workers \\[\\d.*]: .*137.*");
    assertThat(result(out)).isEqualTo(result(whole));
  }

  private static JsonNode result(Path out) {
    ObjectNode result = (ObjectNode) Command.json(out.resolve("report.json")).get("result");
    result.remove("lost-executors");
    return result;
  }

  private String log() throws IOException {
    return Files.readString(dir.resolve("log"));
  }

  private Process submit(Path out) throws IOException {
    Path target = Path.of("..", "jobs", "target").toRealPath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Command.jvmOptions());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-cp",
            target.resolve("spark/jars") + "/*",
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.ui.enabled=false",
            "--class",
            "io.convoy.jobs.Convoy",
            applicationJar(target).toString(),
            "train",
            "--engine=spark",
            "--out=" + out));
    command.addAll(List.of(TRAINING));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", target.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_WORKER_DIR", dir.resolve("work").toString());
    return builder.redirectErrorStream(true).redirectOutput(dir.resolve("log").toFile()).start();
  }

  private static Path applicationJar(Path target) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "convoy-jobs-*.jar")) {
      return jars.iterator().next();
    }
  }

  private ProcessHandle executorOnceTraining(Process submit, Path out) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (System.nanoTime() < end && submit.isAlive()) {
      boolean training = Files.exists(out.resolve("_checkpoint/snapshot-000000001.bin"));
      var executor =
          submit
              .descendants()
              .filter(
                  process ->
                      process
                          .info()
                          .commandLine()
                          .orElse("")
                          .contains("CoarseGrainedExecutorBackend"))
              .findFirst();
      if (training && executor.isPresent()) {
        return executor.get();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no training with an executor: " + log());
  }
}
