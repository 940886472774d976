package io.convoy.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyArrayTest {

  @TempDir private Path folder;

  @Test
  void floatsComeInRowOrderWithTheirRowNumbers() throws IOException {
    int rows = 5000;
    ByteBuffer data = data(rows * 3 * Float.BYTES);
    for (int k = 0; k < rows * 3; k++) {
      data.putFloat(k / 7f);
    }
    Dataset<Row> table = read(npy(1, header("<f4", "False", "(5000, 3)"), data));
    assertThat(table.schema().simpleString()).isEqualTo("struct<id:bigint,features:array<float>>");
    List<Row> found = table.collectAsList();
    assertThat(found).hasSize(rows);
    for (int i = 0; i < rows; i++) {
      assertThat(found.get(i).getLong(0)).isEqualTo(i);
      assertThat(found.get(i).<Float>getList(1))
          .containsExactly(3 * i / 7f, (3 * i + 1) / 7f, (3 * i + 2) / 7f);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "<f8, 000000000000f83f, 1.5",
    "<i8, ffffffffffffffff, -1",
    "<i4, feffffff, -2",
    "<u4, ffffffff, 4294967295",
    "<i2, 0080, -32768",
    "<u2, ffff, 65535",
    "|i1, 80, -128",
    "|u1, ff, 255"
  })
  void numbersOfOtherTypesAreDoubles(String type, String hex, double value) throws IOException {
    ByteBuffer data = ByteBuffer.wrap(java.util.HexFormat.of().parseHex(hex));
    data.position(data.limit());
    Dataset<Row> table = read(npy(2, header(type, "False", "(1, 1)"), data));
    assertThat(table.schema().apply("features").dataType().simpleString())
        .isEqualTo("array<double>");
    assertThat(table.first().<Double>getList(1)).containsExactly(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f4; True; (2, 2); it must be in C order, got Fortran order",
        ">f4; False; (2, 2); its type must be float32, float64 or integer, little-endian, got '>f4'",
        "<f2; False; (2, 2); got '<f2'",
        "<c8; False; (2, 2); got '<c8'",
        "<f4; False; (2,); it must have two dimensions, got shape (2,)",
        "<f4; False; (); it must have two dimensions",
        "<f4; False; (2, 2, 2); it must have two dimensions",
        "<f4; False; (9, 2); it is truncated: 144 bytes of 200",
        "<f4; Maybe; (2, 2); its header is malformed"
      })
  void whatIsNotARowByRowMatrixSaysSo(String type, String order, String shape, String reason)
      throws IOException {
    byte[] file = npy(1, header(type, order, shape), data(16));
    assertThatThrownBy(() -> NpyArray.parse(new ByteArrayInputStream(file), file.length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anotherKindOfFileSaysSo() {
    byte[] file = "id,x\n1,2\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> NpyArray.parse(new ByteArrayInputStream(file), file.length))
        .hasMessage("it does not start like an npy file");
  }

  @Test
  void aFileCutInItsHeaderSaysSo() throws IOException {
    byte[] file = npy(1, header("<f4", "False", "(2, 2)"), data(16));
    Path path = Files.write(folder.resolve("cut.npy"), java.util.Arrays.copyOf(file, 20));
    assertThatThrownBy(() -> open(path)).hasMessageContaining("cut.npy: it is truncated");
  }

  private Dataset<Row> read(byte[] file) throws IOException {
    return open(Files.write(folder.resolve("a.npy"), file));
  }

  private static Dataset<Row> open(Path path) throws IOException {
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(path.toUri());
    FileStatus status = place.getFileSystem(new Configuration()).getFileStatus(place);
    return NpyArray.read(Sessions.shared(), "source", status);
  }

  private static String header(String type, String order, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(type, order, shape);
  }

  private static ByteBuffer data(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Lays out a file as numpy.save does: the data starts at a multiple of 64. */
  private static byte[] npy(int version, String header, ByteBuffer data) {
    int prefix = version == 1 ? 10 : 12;
    int length = (prefix + header.length() + 1 + 63) / 64 * 64 - prefix;
    String padded = header + " ".repeat(length - header.length() - 1) + "\n";
    byte[] bytes = new byte[prefix + length + data.capacity()];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1));
    file.put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) length);
    } else {
      file.putInt(length);
    }
    file.put(padded.getBytes(StandardCharsets.ISO_8859_1)).put(data.rewind());
    return bytes;
  }
}
