package io.convoy.cluster;

import io.convoy.cluster.StandaloneCluster.Submitted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What happens to a run, for real: signals to processes, and damage to files. */
enum Fault {
  /** SIGKILL of a process that executes tasks. */
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
      run.application().process().destroyForcibly().waitFor();
    }

    @Override
    boolean endsTheRun() {
      return true;
    }
  },
  /** SIGKILL of the driver, and damage to the newest checkpoint, if there is one. */
  DAMAGE_CHECKPOINT {
    @Override
    void strike(Struck run, SplittableRandom random) throws IOException, InterruptedException {
      run.application().process().destroyForcibly().waitFor();
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
    boolean endsTheRun() {
      return true;
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
  };

  /**
   * A run that a fault meets.
   *
   * @param out where its result goes
   */
  record Struck(StandaloneCluster cluster, Submitted application, Path out) {

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

  /** Lets it happen, some time after the run began. */
  abstract void strike(Struck run, SplittableRandom random)
      throws IOException, InterruptedException;

  /** Returns whether the same command must be given again. */
  boolean endsTheRun() {
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
