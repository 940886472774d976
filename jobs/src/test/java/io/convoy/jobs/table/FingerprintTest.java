package io.convoy.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Property
  void theOrderOfAListingDoesNotCount(@ForAll("listings") List<FileStatus> files) {
    List<FileStatus> shuffled = new ArrayList<>(files);
    Collections.reverse(shuffled);
    assertThat(Fingerprint.ofFiles(shuffled)).isEqualTo(Fingerprint.ofFiles(files)).hasSize(32);
  }

  @Test
  void pathLengthAndTimeCount() {
    assertThat(
            List.of(
                of(file("/a", 1, 1)),
                of(file("/b", 1, 1)),
                of(file("/a", 2, 1)),
                of(file("/a", 1, 2)),
                of(file("/a", 1, 1), file("/b", 1, 1)),
                of()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aRotatedKeyIsTheSameInput() {
    assertThat(of(file("s3a://key:one@bucket/a", 1, 1)))
        .isEqualTo(of(file("s3a://bucket/a", 1, 1)))
        .isNotEqualTo(of(file("s3a://other/a", 1, 1)));
  }

  @Provide
  Arbitrary<List<FileStatus>> listings() {
    return Combinators.combine(
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.longs().greaterOrEqual(0))
        .as((name, length, time) -> file("/" + name, length, time))
        .list()
        .ofMaxSize(10)
        .uniqueElements(FileStatus::getPath);
  }

  private static String of(FileStatus... files) {
    return Fingerprint.ofFiles(List.of(files));
  }

  private static FileStatus file(String path, long length, long time) {
    return new FileStatus(length, false, 1, 1, time, new Path(path));
  }
}
