package io.convoy.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotFileTest {

  @TempDir java.nio.file.Path folder;
  private FileSystem files;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    Path directory = new Path(folder.toUri());
    Snapshot snapshot = new Snapshot("p", 7, Map.of("g", new double[] {1, 2}), Map.of());
    new CheckpointStore(directory, new Configuration()).save(snapshot);
    file = new Path(directory, "snapshot-000000001.bin");
  }

  /** As Hadoop's remote calls and S3A do when who they talk to goes away. */
  private static EOFException goneAway() {
    return new EOFException("End of File Exception between local host is: a; destination: b");
  }

  static Stream<FileSystem> unreachable() throws IOException {
    FileSystem local = FileSystem.getLocal(new Configuration());
    return Stream.of(
        new FilterFileSystem(local) {
          @Override
          public FileStatus getFileStatus(Path path) throws IOException {
            throw goneAway();
          }
        },
        new FilterFileSystem(local) {
          @Override
          public FSDataInputStream open(Path path, int buffer) throws IOException {
            throw goneAway();
          }
        },
        new FilterFileSystem(local) {
          @Override
          public FSDataInputStream open(Path path, int buffer) {
            return new FSDataInputStream(new Hanging());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("unreachable")
  void aConnectionThatEndsIsNoDamage(FileSystem away) throws IOException {
    assertThat(SnapshotFile.read(files, file).iteration()).isEqualTo(7);
    assertThatThrownBy(() -> SnapshotFile.read(away, file)).isInstanceOf(EOFException.class);
  }

  @Test
  void aFileThatEndsIsDamagedAndOneThatIsGoneToo() throws IOException {
    java.nio.file.Path path = folder.resolve("snapshot-000000001.bin");
    byte[] whole = Files.readAllBytes(path);
    FileSystem remembersLength =
        new FilterFileSystem(files) {
          @Override
          public FileStatus getFileStatus(Path asked) {
            return new FileStatus(whole.length, false, 1, 1, 0, asked);
          }
        };
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      Files.deleteIfExists(folder.resolve(".snapshot-000000001.bin.crc"));
      for (FileSystem either : new FileSystem[] {files, remembersLength}) {
        assertThatThrownBy(() -> SnapshotFile.read(either, file))
            .isInstanceOf(DamagedSnapshotException.class)
            .hasMessageStartingWith("it ");
      }
    }
    Files.delete(path);
    assertThatThrownBy(() -> SnapshotFile.read(files, file))
        .isInstanceOf(DamagedSnapshotException.class);
  }

  /** A stream whose connection ends. */
  private static final class Hanging extends FSInputStream {

    @Override
    public void seek(long position) {}

    @Override
    public long getPos() {
      return 0;
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }

    @Override
    public int read() throws IOException {
      throw goneAway();
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      throw goneAway();
    }
  }
}
