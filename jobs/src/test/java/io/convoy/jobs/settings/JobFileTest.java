package io.convoy.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFileTest {

  @TempDir static Path folder;

  /** {@code bucket://NAME/x} is the file {@code NAME/x}. */
  public static final class Buckets extends RawLocalFileSystem {

    private URI uri;

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
      uri = URI.create("bucket://" + name.getAuthority());
      super.initialize(name, conf);
    }

    @Override
    public URI getUri() {
      return uri == null ? super.getUri() : uri;
    }

    @Override
    public String getScheme() {
      return "bucket";
    }

    @Override
    public File pathToFile(org.apache.hadoop.fs.Path path) {
      return folder.resolve(uri.getAuthority() + path.toUri().getPath()).toFile();
    }
  }

  private static String read(String content) throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("mine/job.conf"), content);
    Files.writeString(folder.resolve("mine/more.conf"), "seed = 1");
    Files.writeString(folder.resolve("other/more.conf"), "seed = 2");
    Configuration hadoop = new Configuration();
    hadoop.set("fs.bucket.impl", Buckets.class.getName());
    return JobFile.read("bucket://mine/job.conf", hadoop).getString("seed");
  }

  @Test
  void aFileOfTheSameBucketIsIncluded() throws IOException {
    assertThat(read("include \"more.conf\"")).isEqualTo("1");
    assertThat(read("include \"bucket://mine/more.conf\"")).isEqualTo("1");
  }

  @Test
  void aFileOfAnotherBucketIsNot() {
    assertThatThrownBy(() -> read("include \"bucket://other/more.conf\""))
        .hasMessageContaining("bucket://other/more.conf")
        .hasMessageContaining("only files of the same file system may be included");
  }
}
