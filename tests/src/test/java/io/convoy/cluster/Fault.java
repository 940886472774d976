package io.convoy.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What happens to a run, for real: signals to processes, damage to files, a full disk. */
enum Fault {
  /** SIGKILL of a process that executes tasks, and with it the loss of the blocks it cached. */
  KILL_EXECUTOR {
    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      Optional<ProcessHandle> executor = run.executor();
      if (executor.isEmpty() || !executor.get().destroyForcibly()) {
        return false;
      }
      executor.get().onExit().join();
      return run.isUnderWay();
    }
  },
  /** SIGKILL of a worker, whose executors end with it; another joins. */
  KILL_WORKER {
    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      Optional<Process> worker = run.worker();
      if (worker.isEmpty()) {
        return false;
      }
      int code = worker.get().destroyForcibly().waitFor();
      boolean struck = code == KILLED && run.isUnderWay();
      run.cluster().addWorker();
      return struck;
    }
  },
  /** SIGKILL of the driver once it has a checkpoint; the same command again. */
  KILL_DRIVER {
    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      run.awaitWork(1);
      return killDriver(run);
    }

    @Override
    boolean mayEndWith(ClusterJob job, int code) {
      return code == KILLED;
    }

    @Override
    boolean isOfDriver() {
      return true;
    }
  },
  /** SIGTERM of the driver, as of a scheduler that wants the machine; the same command again. */
  TERMINATE_DRIVER {
    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      run.awaitWork(1);
      run.application().process().destroy();
      return mayEndWith(run.job(), run.application().exitCode());
    }

    @Override
    boolean mayEndWith(ClusterJob job, int code) {
      return code == (job.keepsCheckpoints() ? TRY_AGAIN : TERMINATED);
    }

    @Override
    boolean isOfDriver() {
      return true;
    }
  },
  /** SIGKILL of the driver once it has two checkpoints, and damage to the newest. */
  DAMAGE_CHECKPOINT {
    @Override
    boolean appliesTo(ClusterJob job) {
      return job.keepsCheckpoints();
    }

    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      run.awaitWork(2);
      return killDriver(run) && run.checkpoints().damageNewest(run.random()).isPresent();
    }

    @Override
    boolean mayEndWith(ClusterJob job, int code) {
      return code == KILLED;
    }

    @Override
    boolean isOfDriver() {
      return true;
    }

    @Override
    String warning() {
      return "skipping the checkpoint ";
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
    boolean strike(Struck run) throws IOException, InterruptedException {
      Optional<ProcessHandle> executor = run.executor();
      if (executor.isEmpty()) {
        return false;
      }
      boolean struck = stop(executor.get()) && run.isUnderWay();
      run.application().process().waitFor(12, TimeUnit.SECONDS);
      signal("CONT", executor.get());
      return struck;
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
    boolean strike(Struck run) throws IOException, InterruptedException {
      Optional<ProcessHandle> executor = run.executor();
      boolean struck = false;
      for (int pause = 0; pause < 6 && executor.isPresent(); pause++) {
        struck |= stop(executor.get()) && run.isUnderWay();
        Thread.sleep(400);
        signal("CONT", executor.get());
        Thread.sleep(300);
      }
      return struck;
    }
  },
  /** SIGPWR, by which Spark is told that a machine will be taken away; its blocks go with it. */
  RETIRE_EXECUTOR {
    @Override
    List<String> conf() {
      return List.of("spark.decommission.enabled=true");
    }

    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      Optional<ProcessHandle> executor = run.executor();
      return executor.isPresent() && signal("PWR", executor.get()) && run.isUnderWay();
    }
  },
  /** The files of all executors are gone: what they shuffled, and what they cached on disk. */
  LOSE_FILES {
    @Override
    boolean appliesTo(ClusterJob job) {
      return job.shuffles();
    }

    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      int deleted = 0;
      for (Path file : run.blockFiles()) {
        deleted += Files.deleteIfExists(file) ? 1 : 0;
      }
      return deleted > 0 && run.isUnderWay();
    }
  },
  /** The disk of the output and its checkpoint is full; freed, and the same command again. */
  FILL_DISK {
    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      run.awaitStart();
      SmallDisk disk = run.disk().orElseThrow();
      disk.fill();
      int code = run.application().exitCode();
      disk.free();
      return code == TRY_AGAIN;
    }

    @Override
    boolean needsSmallDisk() {
      return true;
    }

    @Override
    boolean mayEndWith(ClusterJob job, int code) {
      return code == TRY_AGAIN;
    }
  },
  /** A table of which the end is missing; restored, and the same command again. */
  TRUNCATE_INPUT {
    @Override
    void spoil(Path table, SplittableRandom random) throws IOException {
      // also to nothing, and also all but the last byte
      try (FileChannel file = FileChannel.open(table, StandardOpenOption.WRITE)) {
        file.truncate(random.nextLong(file.size()));
      }
    }

    @Override
    boolean strike(Struck run) throws IOException, InterruptedException {
      int code = run.application().exitCode();
      Files.copy(run.intact(), run.table(), StandardCopyOption.REPLACE_EXISTING);
      return code == BAD_INPUT;
    }

    @Override
    boolean spoilsTable() {
      return true;
    }

    @Override
    boolean mayEndWith(ClusterJob job, int code) {
      return code == BAD_INPUT;
    }
  };

  private static final int BAD_INPUT = 3;
  private static final int TRY_AGAIN = 75;
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  /** Returns whether the job has what the fault takes away. */
  boolean appliesTo(ClusterJob job) {
    return true;
  }

  /** Returns what Spark is told beside. */
  List<String> conf() {
    return List.of();
  }

  /** Spoils the table that the run will read, if {@link #spoilsTable}. */
  void spoil(Path table, SplittableRandom random) throws IOException {}

  /**
   * Lets it happen, some time after the run began, and mends what a person would mend.
   *
   * @return whether it happened while the run could still feel it
   */
  abstract boolean strike(Struck run) throws IOException, InterruptedException;

  /**
   * Returns whether the run may end with this code other than 0, to be started again. No code is
   * for what befalls executors: that a run must survive.
   */
  boolean mayEndWith(ClusterJob job, int code) {
    return false;
  }

  /** Returns whether the output goes to a disk that can be filled. */
  boolean needsSmallDisk() {
    return false;
  }

  /** Returns whether the run reads a table of its own, to be spoilt. */
  boolean spoilsTable() {
    return false;
  }

  /** Returns whether the driver ends, so that a job that keeps checkpoints needs one. */
  boolean isOfDriver() {
    return false;
  }

  /** Returns what the log of the same command must then say, or nothing. */
  String warning() {
    return "";
  }

  private static boolean killDriver(Struck run) throws InterruptedException {
    boolean underWay = run.isUnderWay();
    return run.application().process().destroyForcibly().waitFor() == KILLED && underWay;
  }

  /** Returns whether the process was there and stands still. */
  private static boolean stop(ProcessHandle process) throws IOException, InterruptedException {
    return signal("STOP", process) && isStopped(process);
  }

  private static boolean isStopped(ProcessHandle process) throws InterruptedException {
    for (int look = 0; look < 100 && process.isAlive(); look++) {
      try { // see proc(5): the state follows the name, which is in parentheses
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        if (stat.startsWith("T", stat.lastIndexOf(')') + 2)) {
          return true;
        }
      } catch (IOException gone) {
        return false;
      }
      Thread.sleep(2);
    }
    return false;
  }

  private static boolean signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()
        == 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
