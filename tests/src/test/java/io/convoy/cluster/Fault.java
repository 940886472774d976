package io.convoy.cluster;

import io.convoy.cluster.StandaloneCluster.Submitted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What happens to a run, for real: signals to processes, damage to files, a full disk. */
enum Fault {
  /** SIGKILL of a process that executes tasks, and with it the loss of the blocks it cached. */
  KILL_EXECUTOR {
    @Override
    void strike(Struck run, SplittableRandom random) throws InterruptedException {
      run.executor(random).ifPresent(ProcessHandle::destroyForcibly);
    }
  },
  /** SIGKILL of a worker, whose executors end with it; another joins. */
  KILL_WORKER {
    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      if (run.executor(random).isPresent()) {
        List<Process> workers = run.cluster().workers();
        workers.get(random.nextInt(workers.size())).destroyForcibly().waitFor();
        run.cluster().addWorker();
      }
    }
  },
  /** SIGKILL of the driver; the same command again. */
  KILL_DRIVER {
    @Override
    void strike(Struck run, SplittableRandom random) throws InterruptedException {
      run.someTime(random);
      run.application().process().destroyForcibly().waitFor();
    }

    @Override
    boolean mayEndWith(int code) {
      return code == KILLED;
    }
  },
  /** SIGTERM of the driver, as of a scheduler that wants the machine; the same command again. */
  TERMINATE_DRIVER {
    @Override
    void strike(Struck run, SplittableRandom random) throws InterruptedException {
      run.someTime(random);
      run.application().process().destroy();
    }

    @Override
    boolean mayEndWith(int code) {
      return code == TRY_AGAIN || code == TERMINATED;
    }
  },
  /** SIGKILL of the driver, and damage to the newest checkpoint, if there is one. */
  DAMAGE_CHECKPOINT {
    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      KILL_DRIVER.strike(run, random);
      Path checkpoint = run.out().resolve("_checkpoint");
      if (!Files.exists(checkpoint)) {
        return;
      }
      try (Stream<Path> files = Files.walk(checkpoint)) {
        Optional<Path> newest = files.filter(Files::isRegularFile).max(Path::compareTo);
        if (newest.isPresent()) {
          byte[] bytes = Files.readAllBytes(newest.get());
          if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          }
          Files.write(newest.get(), bytes);
        }
      }
    }

    @Override
    boolean mayEndWith(int code) {
      return code == KILLED;
    }
  },
  /** SIGSTOP of a process that executes tasks, for longer than its heartbeat may be late. */
  STOP_EXECUTOR {
    @Override
    List<String> conf() {
      return List.of(
          "spark.executor.heartbeatInterval=1s",
          "spark.network.timeout=5s",
          "spark.network.timeoutInterval=1s");
    }

    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      Optional<ProcessHandle> executor = run.executor(random);
      if (executor.isPresent()) {
        signal("STOP", executor.get());
        run.application().process().waitFor(12, TimeUnit.SECONDS);
        signal("CONT", executor.get());
      }
    }
  },
  /** A process that is slow, where Spark runs a task twice if it is slower than the others. */
  SPECULATE {
    @Override
    List<String> conf() {
      return List.of(
          "spark.speculation=true",
          "spark.speculation.interval=50ms",
          "spark.speculation.multiplier=1.2",
          "spark.speculation.quantile=0.3");
    }

    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      Optional<ProcessHandle> executor = run.executor(random);
      for (int pause = 0; pause < 6 && executor.isPresent(); pause++) {
        signal("STOP", executor.get());
        Thread.sleep(400);
        signal("CONT", executor.get());
        Thread.sleep(300);
      }
    }
  },
  /** SIGPWR, by which Spark is told that a machine will be taken away; its blocks go with it. */
  RETIRE_EXECUTOR {
    @Override
    List<String> conf() {
      return List.of("spark.decommission.enabled=true");
    }

    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      Optional<ProcessHandle> executor = run.executor(random);
      if (executor.isPresent()) {
        signal("PWR", executor.get());
      }
    }
  },
  /** The files of all executors are gone: what they shuffled, and what they cached on disk. */
  LOSE_FILES {
    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      if (run.executor(random).isPresent()) {
        for (Path file : run.cluster().blockFiles()) {
          Files.deleteIfExists(file);
        }
      }
    }
  },
  /** The disk of the output and its checkpoint is full; freed, and the same command again. */
  FILL_DISK {
    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      run.someTime(random);
      SmallDisk disk = run.disk().orElseThrow();
      disk.fill();
      run.application().exitCode();
      disk.free();
    }

    @Override
    boolean needsSmallDisk() {
      return true;
    }

    @Override
    boolean mayEndWith(int code) {
      return code == TRY_AGAIN;
    }
  },
  /** A table of which the end is missing; restored, and the same command again. */
  TRUNCATE_INPUT {
    @Override
    void before(Struck run, SplittableRandom random) throws IOException {
      // also to nothing, and also all but the last byte
      long length = Files.size(run.table());
      Files.copy(run.table(), intact(run));
      try (FileChannel file = FileChannel.open(run.table(), StandardOpenOption.WRITE)) {
        file.truncate(random.nextLong(length));
      }
    }

    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      run.application().exitCode();
      Files.delete(run.table());
      Files.move(intact(run), run.table());
    }

    @Override
    boolean mayEndWith(int code) {
      return code == BAD_INPUT;
    }

    private Path intact(Struck run) {
      return run.table().resolveSibling("_intact"); // Spark does not read what begins so
    }
  };

  private static final int BAD_INPUT = 3;
  private static final int TRY_AGAIN = 75;
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  /**
   * A run that a fault meets.
   *
   * @param application null before it is submitted
   * @param out where its result goes
   * @param disk where that is, if the fault needs one
   * @param table a file of the main table
   */
  record Struck(
      StandaloneCluster cluster,
      Submitted application,
      Path out,
      Optional<SmallDisk> disk,
      Path table) {

    /** Lets the run go on for four to sixteen seconds: from before its start to after its end. */
    void someTime(SplittableRandom random) throws InterruptedException {
      application.process().waitFor(4000 + random.nextInt(12_000), TimeUnit.MILLISECONDS);
    }

    /** Returns one of the executors once there is one, after up to six seconds of its life. */
    Optional<ProcessHandle> executor(SplittableRandom random) throws InterruptedException {
      while (application.process().isAlive() && cluster.executors().isEmpty()) {
        Thread.sleep(20);
      }
      application.process().waitFor(random.nextInt(6000), TimeUnit.MILLISECONDS);
      List<ProcessHandle> executors = cluster.executors();
      return executors.isEmpty()
          ? Optional.empty()
          : Optional.of(executors.get(random.nextInt(executors.size())));
    }
  }

  /** Returns what Spark is told beside. */
  List<String> conf() {
    return List.of();
  }

  /** Spoils what the run will find. */
  void before(Struck run, SplittableRandom random) throws IOException {}

  /** Lets it happen, some time after the run began, and mends what a person would mend. */
  abstract void strike(Struck run, SplittableRandom random)
      throws IOException, InterruptedException;

  /** Returns whether the run may end with this code other than 0, to be started again. */
  boolean mayEndWith(int code) {
    return code == TRY_AGAIN; // the cluster may lose too much at a time
  }

  /** Returns whether the output goes to a disk that can be filled. */
  boolean needsSmallDisk() {
    return false;
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
