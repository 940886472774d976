package io.convoy.cluster;

import io.convoy.it.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A master and workers as processes, and applications submitted to them.
 *
 * <p>SPARK_HOME is the folder of jars that the build leaves for the launcher. Spark's own scripts
 * are not needed: what they would set is said here.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final Path dir;
  private final Path target;
  private final int port;

  /** An option of all processes, by which they are known whoever their parent is. */
  private final String mark = "-Dconvoy.cluster=" + UUID.randomUUID();

  private final Thread onShutdown = new Thread(this::kill);
  private final List<Process> workers = new ArrayList<>();
  private int logs;

  private StandaloneCluster(Path dir, Path target, int port) throws IOException {
    this.dir = dir;
    this.target = target;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(onShutdown);
    start(
        "master",
        "512m",
        List.of(
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0"));
  }

  /**
   * Starts a master and so many workers of one core each, which keep their files in {@code dir}.
   */
  static StandaloneCluster start(Path dir, int workers) throws IOException, InterruptedException {
    Path target = Path.of("..", "jobs", "target").toRealPath();
    StandaloneCluster cluster = new StandaloneCluster(dir, target, freePort());
    try {
      cluster.await("master", "Starting Spark master", 1);
      for (int w = 0; w < workers; w++) {
        cluster.addWorker();
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | Error failure) {
      cluster.close();
      throw failure;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts one worker more and waits until the master knows it. */
  void addWorker() throws IOException, InterruptedException {
    int number = workers.size();
    Path work = Files.createDirectories(dir.resolve("work-" + number));
    workers.add(
        start(
            "worker-" + number,
            "512m",
            List.of(
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                work.toString(),
                url())));
    await("master", "Registering worker", number + 1);
  }

  private String url() {
    return "spark://127.0.0.1:" + port;
  }

  private Process start(String name, String heap, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Command.jvmOptions());
    command.addAll(List.of(mark, "-Xmx" + heap, "-cp", target.resolve("spark/jars") + "/*"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", target.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_DIRS", dir.resolve("local").toString());
    return builder.redirectErrorStream(true).redirectOutput(log(name).toFile()).start();
  }

  private Path log(String name) {
    return dir.resolve(name + ".log");
  }

  private void await(String name, String words, int times)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      String said = Files.exists(log(name)) ? Files.readString(log(name)) : "";
      if (said.split(words, -1).length > times) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(
        "no '" + words + "' from the " + name + ": " + Files.readString(log(name)));
  }

  /**
   * An application that was submitted.
   *
   * @param log what it printed
   */
  record Submitted(Process process, Path log) {

    /** Waits for its end and returns its exit code. */
    int exitCode() throws InterruptedException {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("the application did not end within ten minutes");
      }
      return process.exitValue();
    }

    /** Returns what it printed. */
    String said() {
      try {
        return Files.readString(log);
      } catch (IOException unreadable) {
        return unreadable.toString();
      }
    }
  }

  /** Submits {@code convoy} with these arguments and the smallest heaps that Spark accepts. */
  Submitted submit(List<String> conf, String... arguments) throws IOException {
    return submit("512m", conf, arguments);
  }

  /**
   * Submits {@code convoy} with these arguments, its driver a child of this process.
   *
   * @param heap of the driver
   * @param conf what Spark is told; the last of two values of a setting holds
   */
  Submitted submit(String heap, List<String> conf, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", url()));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "spark.ui.enabled=false",
                "spark.driver.bindAddress=127.0.0.1",
                "spark.driver.host=127.0.0.1",
                "spark.executor.memory=512m",
                "spark.executor.cores=1",
                "spark.executor.extraJavaOptions=" + mark,
                "spark.sql.shuffle.partitions=2"));
    settings.addAll(conf);
    for (String setting : settings) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("--class", "io.convoy.jobs.Convoy", applicationJar().toString()));
    command.addAll(List.of(arguments));
    String name = "application-" + logs++;
    return new Submitted(start(name, heap, command), log(name));
  }

  private Path applicationJar() throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "convoy-jobs-*.jar")) {
      return jars.iterator().next();
    }
  }

  /** Returns the processes that execute tasks now, also those whose worker is gone. */
  List<ProcessHandle> executors() {
    return processes().filter(process -> commandLine(process).contains(EXECUTOR)).toList();
  }

  /** Returns the workers that have executors now. */
  List<Process> workersWithExecutors() {
    return workers.stream()
        .filter(
            worker -> worker.descendants().anyMatch(child -> commandLine(child).contains(EXECUTOR)))
        .toList();
  }

  private Stream<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(process -> commandLine(process).contains(mark));
  }

  private static String commandLine(ProcessHandle process) {
    try { // Java leaves out arguments that are long
      byte[] words = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
      return new String(words, StandardCharsets.ISO_8859_1);
    } catch (IOException notLinux) {
      return process.info().commandLine().orElse("");
    }
  }

  /** Returns what all executors that ever were have logged. */
  String saidByExecutors() throws IOException {
    StringBuilder said = new StringBuilder();
    for (int worker = 0; worker < workers.size(); worker++) {
      try (Stream<Path> files = Files.walk(dir.resolve("work-" + worker))) {
        for (Path log : files.filter(file -> file.endsWith("stderr")).toList()) {
          said.append(Files.readString(log));
        }
      }
    }
    return said.toString();
  }

  /**
   * Returns the files in which executors keep blocks, cached, broadcast and shuffled ones, written
   * after {@code moment}.
   */
  List<Path> blockFilesSince(Instant moment) throws IOException {
    Path local = dir.resolve("local");
    if (!Files.exists(local)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        local,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.toString();
            if (name.contains("/executor-")
                && name.contains("/blockmgr-")
                && attributes.lastModifiedTime().toInstant().isAfter(moment)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException why) {
            return FileVisitResult.CONTINUE; // executors clean up meanwhile
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** Ends all processes, by force. */
  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(onShutdown);
  }

  private void kill() {
    List<ProcessHandle> left = processes().toList();
    while (!left.isEmpty()) { // a worker may just have started an executor
      left.forEach(ProcessHandle::destroyForcibly);
      left.forEach(process -> process.onExit().join());
      left = processes().toList();
    }
  }
}
