package io.convoy.fuzz;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.convoy.it.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How a table is written to one file. */
enum TableFormat {
  CSV,
  JSON,
  PARQUET,
  NPY;

  private static final JsonMapper JSON_LINES =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private static final String CASE = "spark.sql.caseSensitive";

  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes a table, as far as the format can hold it. */
  void write(Grid grid, Path file) throws IOException {
    switch (this) {
      case CSV -> Files.writeString(file, csv(grid));
      case JSON -> Files.writeString(file, json(grid));
      case PARQUET -> writeParquet(grid, file);
      case NPY -> Files.write(file, npy(grid));
    }
  }

  private static String csv(Grid grid) {
    StringBuilder lines = new StringBuilder();
    lines
        .append(grid.columns().stream().map(column -> quoted(column.name())).collect(joined()))
        .append('\n');
    for (int i = 0; i < grid.rows(); i++) {
      int row = i;
      lines
          .append(
              grid.columns().stream()
                  .map(column -> quoted(column.values().get(row)))
                  .collect(joined()))
          .append('\n');
    }
    return lines.toString();
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(",");
  }

  private static String quoted(Object value) {
    String text = value == null ? "" : value.toString();
    return text.matches("[\\w.+-]*") ? text : '"' + text.replace("\"", "\\\"") + '"';
  }

  private static String json(Grid grid) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < grid.rows(); row++) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (Column column : grid.columns()) {
        object.put(column.name(), jsonable(column.values().get(row)));
      }
      lines.append(JSON_LINES.writeValueAsString(object)).append('\n');
    }
    return lines.toString();
  }

  private static Object jsonable(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof List<?> || value instanceof Map<?, ?>) {
      return value;
    }
    return value instanceof Row row ? Map.of("x", row.get(0)) : value.toString();
  }

  private static void writeParquet(Grid grid, Path file) throws IOException {
    // a table without columns is one that nothing was written of
    if (grid.columns().isEmpty()) {
      Files.createDirectory(file);
      return;
    }
    Grid typed = new Grid(grid.columns().stream().map(TableFormat::conforming).toList());
    StructType schema = new StructType();
    for (Column column : typed.columns()) {
      schema = schema.add(column.name(), column.type());
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < typed.rows(); i++) {
      int row = i;
      rows.add(
          RowFactory.create(
              typed.columns().stream().map(column -> column.values().get(row)).toArray()));
    }
    Path parts = file.resolveSibling("parts");
    Command.spark().conf().set(CASE, "true");
    try {
      write(rows, schema, parts);
    } catch (Exception noSuchFile) {
      // what Spark cannot write, such as two columns of one name, is no damage that files have
      Files.createDirectory(file);
      return;
    } finally {
      Command.spark().conf().set(CASE, "false");
    }
    try (Stream<Path> written = Files.list(parts)) {
      Path part = written.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.move(part, file);
    }
  }

  private static void write(List<Row> rows, StructType schema, Path parts) {
    Command.spark()
        .createDataFrame(rows, schema)
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(parts.toString());
  }

  /** Returns the column with every value of its type: all as texts if some are not. */
  private static Column conforming(Column column) {
    DataType type = column.type();
    Column cast =
        type.equals(DataTypes.DoubleType)
            ? column.each(type, v -> v instanceof Long n ? (Object) n.doubleValue() : v)
            : column;
    Class<?> held =
        type.equals(DataTypes.DoubleType)
            ? Double.class
            : type.equals(DataTypes.LongType)
                ? Long.class
                : type instanceof ArrayType ? List.class : Object.class;
    boolean fits =
        cast.values().stream()
            .allMatch(
                value ->
                    value == null
                        || (held.isInstance(value)
                            && (!(value instanceof String) || type.equals(DataTypes.StringType))));
    return fits && !type.equals(DataTypes.StringType)
        ? cast
        : column.each(DataTypes.StringType, Object::toString);
  }

  private static byte[] npy(Grid grid) {
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < grid.rows(); row++) {
      List<Double> numbers = new ArrayList<>();
      for (Column column : grid.columns()) {
        Object value = column.values().get(row);
        for (Object each : value instanceof List<?> list ? list : Stream.of(value).toList()) {
          if (each instanceof Double number) {
            numbers.add(number);
          }
        }
      }
      rows.add(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }
    int width = rows.stream().mapToInt(row -> row.length).min().orElse(0);
    String header =
        "{'descr': '<f8', 'fortran_order': False, 'shape': ("
            + rows.size()
            + ", "
            + width
            + "), }\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + 8 * width * rows.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (double[] row : rows) {
      for (int k = 0; k < width; k++) {
        bytes.putDouble(row[k]);
      }
    }
    return bytes.array();
  }
}
