package io.convoy.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir private java.nio.file.Path folder;
  private FileSystem files;
  private Path path;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    path = new Path(folder.toUri().toString(), "lease.json");
  }

  @Test
  void aHeldLeaseCannotBeTaken() throws Exception {
    try (Lease lease = Lease.take(files, path, CLOCK)) {
      assertThat(lease.isHeld()).isTrue();
      assertThatThrownBy(() -> Lease.take(files, path, CLOCK))
          .isInstanceOf(Lease.Taken.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ");
    }
  }

  @Test
  void aClosedLeaseIsFree() throws Exception {
    Lease.take(files, path, CLOCK).close();
    assertThat(files.exists(path)).isFalse();
    Lease.take(files, path, CLOCK).close();
  }

  @Test
  void theLeaseOfADeadProcessOnThisHostIsTakenAtOnce() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    write("pid", process.pid());
    Lease.take(files, path, CLOCK).close();
  }

  @Test
  void aProcessThatGotTheIdLaterIsAnother() throws Exception {
    write("start", "2001-01-01T00:00:00Z");
    Lease.take(files, path, CLOCK).close();
  }

  @Test
  void theLeaseOfAnotherHostIsTakenWhenItsHeartStopped() throws Exception {
    write("host", "elsewhere");
    assertThatThrownBy(() -> Lease.take(files, path, CLOCK)).hasMessageContaining("elsewhere");
    Instant later = NOW.plus(Lease.PATIENCE).plus(Duration.ofSeconds(1));
    Lease.take(files, path, InstantSource.fixed(later)).close();
  }

  @Test
  void aLeaseBeingRenewedIsHeldThoughItCannotBeRead() throws Exception {
    Files.writeString(folder.resolve("lease.json"), "{\"ho");
    assertThatThrownBy(() -> Lease.take(files, path, InstantSource.system()))
        .isInstanceOf(Lease.Taken.class);
    Instant later = Instant.now().plus(Lease.PATIENCE).plus(Duration.ofSeconds(1));
    Lease.take(files, path, InstantSource.fixed(later)).close();
  }

  @Test
  void aLeaseThatWasTakenOverIsNotHeldAndNotRemoved() throws Exception {
    try (Lease slow = Lease.take(files, path, CLOCK)) {
      rewrite("token", "another");
      assertThat(slow.isHeld()).isFalse();
    }
    assertThat(files.exists(path)).isTrue();
  }

  /** All see that its process is gone before one of them takes it. */
  @RepeatedTest(3)
  void onlyOneOfManyTakesAStaleLeaseOver() throws Exception {
    write("start", "2001-01-01T00:00:00Z");
    int many = 6;
    CyclicBarrier together = new CyclicBarrier(many);
    FileSystem crowded =
        new FilterFileSystem(files) {
          @Override
          public boolean delete(Path what, boolean recursive) throws IOException {
            try {
              together.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
              throw new IllegalStateException(alone);
            }
            return super.delete(what, recursive);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(many);
    List<Future<Optional<Lease>>> takers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      takers.add(
          threads.submit(
              () -> {
                try {
                  return Optional.of(Lease.take(crowded, path, CLOCK));
                } catch (Lease.Taken lost) {
                  return Optional.empty();
                }
              }));
    }
    int holders = 0;
    for (Future<Optional<Lease>> taker : takers) {
      Optional<Lease> lease = taker.get();
      holders += lease.isPresent() && lease.get().isHeld() ? 1 : 0;
      holders += lease.isPresent() ? 10 : 0;
    }
    threads.shutdown();
    assertThat(holders).isEqualTo(11);
    files.delete(path, false);
  }

  /** Leaves the lease this process would write, with one entry changed, as another run's. */
  private void write(String key, Object value) throws Exception {
    try (Lease own = Lease.take(files, path, CLOCK)) {
      rewrite(key, value);
      assertThat(own.isHeld()).isFalse();
    }
  }

  private void rewrite(String key, Object value) throws IOException {
    JsonFiles json = new JsonFiles(files);
    ObjectNode content = (ObjectNode) json.read(path).orElseThrow();
    content.put("token", "another").set(key, new ObjectMapper().valueToTree(value));
    json.replace(path, content);
  }

  /** Between the look and the creation. */
  @Test
  void aLeaseThatIsTakenMeanwhileIsNotDeleted() throws Exception {
    List<Lease> first = new ArrayList<>();
    FileSystem slow =
        new FilterFileSystem(files) {
          private int looks;

          @Override
          public FSDataInputStream open(Path asked, int buffer) throws IOException {
            if (++looks != 2) {
              return super.open(asked, buffer);
            }
            assertThat(files.exists(path)).as("when it looks for the last time").isFalse();
            try {
              first.add(Lease.take(files, path, CLOCK));
            } catch (Lease.Taken impossible) {
              throw new IllegalStateException(impossible);
            }
            throw new FileNotFoundException("before the other took it");
          }
        };
    assertThatThrownBy(() -> Lease.take(slow, path, CLOCK)).isInstanceOf(Lease.Taken.class);
    try (Lease held = first.get(0)) {
      assertThat(held.isHeld()).isTrue();
    }
  }

  @Test
  void aRenewalThatBrokeOffLosesNothing() throws Exception {
    Brittle brittle = new Brittle(files);
    try (Lease lease = Lease.take(brittle, path, CLOCK)) {
      brittle.full = true;
      assertThat(lease.beat()).isTrue();
      assertThat(lease.isHeld()).isTrue();
      assertThatThrownBy(() -> Lease.take(files, path, InstantSource.system()))
          .isInstanceOf(Lease.Taken.class);
      brittle.full = false;
      assertThat(lease.beat()).isTrue();
    }
    assertThat(files.listStatus(path.getParent())).isEmpty();
  }

  @Test
  void aProcessKilledWhileItRenewsLeavesItsName() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    write("pid", process.pid());
    Files.writeString(folder.resolve("lease.json.heartbeat"), "{\"hea");
    Lease.take(files, path, InstantSource.system()).close();
  }

  /** A disk that is full when told to be: files can be made, and hold nothing. */
  private static final class Brittle extends FilterFileSystem {
    private boolean full;

    private Brittle(FileSystem files) {
      super(files);
    }

    @Override
    public FSDataOutputStream create(
        Path file,
        FsPermission permission,
        boolean overwrite,
        int buffer,
        short copies,
        long block,
        Progressable progress)
        throws IOException {
      FSDataOutputStream made =
          super.create(file, permission, overwrite, buffer, copies, block, progress);
      if (full) {
        made.close();
        throw new IOException("No space left on device");
      }
      return made;
    }
  }
}
