package io.convoy.fuzz;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What is odd in a table: numbers, texts, names and types. */
final class Odd {

  /** The text that a page must hold escaped only. */
  static final String SCRIPT = "<script>alert(1)</script>";

  private static final List<Object> NUMBERS =
      Arrays.asList(
          null,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          0.0,
          -0.0,
          -1.0,
          1e-300,
          1e300,
          -1e300,
          1e308,
          -1e308,
          1e160,
          3e38,
          1e39,
          1e-45,
          Double.MIN_VALUE,
          1e15,
          Long.MIN_VALUE,
          Long.MAX_VALUE);

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\uD83D\uDE80",
          "\u05D0\u05D1\u202E",
          "e\u0301",
          "two\nlines",
          "a \"quote\", a comma and a \\",
          "'; --",
          SCRIPT,
          "NaN",
          "null",
          "\u001B[31mred",
          "\0",
          "a/b=c%2F..",
          "${epsilon}",
          "7",
          "1e400",
          "x".repeat(100_000));

  private static final List<String> NAMES =
      List.of(
          "a.b",
          "a`b",
          "a b",
          "",
          " ",
          "\u00E9\uD83D\uDE80",
          "two\nlines",
          "X",
          "ID",
          "id",
          "weight",
          "label",
          "features",
          "table",
          "reason",
          "f",
          "lambda",
          "prediction",
          "known",
          "key",
          "price",
          "value",
          "node",
          "a,b",
          "a;b",
          SCRIPT);

  private static final List<DataType> TYPES =
      List.of(
          DataTypes.StringType,
          DataTypes.BooleanType,
          DataTypes.TimestampType,
          DataTypes.DateType,
          DataTypes.TimestampNTZType,
          DataTypes.createDayTimeIntervalType(),
          DataTypes.createDecimalType(38, 10),
          DataTypes.ByteType,
          DataTypes.LongType,
          DataTypes.FloatType,
          DataTypes.DoubleType,
          DataTypes.BinaryType,
          SQLDataTypes.VectorType(),
          DataTypes.createArrayType(DataTypes.DoubleType),
          DataTypes.createArrayType(DataTypes.FloatType),
          DataTypes.createArrayType(DataTypes.LongType),
          DataTypes.createArrayType(DataTypes.StringType),
          DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType)),
          DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType),
          new StructType().add("x", DataTypes.DoubleType).add("a.b", DataTypes.StringType));

  private Odd() {}

  static Object number(int pick) {
    return NUMBERS.get(pick % NUMBERS.size());
  }

  static String text(int pick) {
    return TEXTS.get(pick % TEXTS.size());
  }

  static String name(int pick) {
    return NAMES.get(pick % NAMES.size());
  }

  static DataType type(int pick) {
    return TYPES.get(pick % TYPES.size());
  }

  /** Returns an array of numbers that is odd beside others of two. */
  static List<Object> vector(int pick) {
    Object number = number(pick / 6);
    return switch (pick % 6) {
      case 0 -> List.of();
      case 1 -> Arrays.asList(number);
      case 2 -> Arrays.asList(number, 1.0);
      case 3 -> Arrays.asList(1.0, number, 1.0);
      case 4 -> Arrays.asList(null, null);
      default -> null;
    };
  }

  /** Returns a value of {@code type} made of another value. */
  static Object ofType(DataType type, Object value) {
    double number = value instanceof Number some ? some.doubleValue() : value.hashCode() % 10;
    double small = Double.isFinite(number) ? number % 1000 : 0;
    if (type.equals(DataTypes.StringType)) {
      return "v" + value;
    } else if (type.equals(DataTypes.BooleanType)) {
      return small > 1;
    } else if (type.equals(DataTypes.TimestampType)) {
      return new Timestamp((long) (small * 1000));
    } else if (type.equals(DataTypes.DateType)) {
      return Date.valueOf("2026-01-01");
    } else if (type.equals(DataTypes.TimestampNTZType)) {
      return LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds((long) small);
    } else if (type.equals(DataTypes.createDayTimeIntervalType())) {
      return Duration.ofSeconds((long) small);
    } else if (type.equals(DataTypes.createDecimalType(38, 10))) {
      return BigDecimal.valueOf(small);
    } else if (type.equals(DataTypes.ByteType)) {
      return (byte) (int) small;
    } else if (type.equals(DataTypes.LongType)) {
      return (long) number;
    } else if (type.equals(DataTypes.FloatType)) {
      return (float) number;
    } else if (type.equals(DataTypes.DoubleType)) {
      return number;
    } else if (type.equals(DataTypes.BinaryType)) {
      return ByteBuffer.allocate(8).putFloat((float) small).array();
    } else if (type.equals(SQLDataTypes.VectorType())) {
      return Vectors.dense(number, 1);
    } else if (type.equals(DataTypes.createArrayType(DataTypes.DoubleType))) {
      return List.of(number, 1.0);
    } else if (type.equals(DataTypes.createArrayType(DataTypes.FloatType))) {
      return List.of((float) number, 1.0f);
    } else if (type.equals(DataTypes.createArrayType(DataTypes.LongType))) {
      return List.of((long) small, 1L);
    } else if (type.equals(DataTypes.createArrayType(DataTypes.StringType))) {
      return List.of("a", "b");
    } else if (type.equals(
        DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType)))) {
      return List.of(List.of(number));
    } else if (type.equals(DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType))) {
      return Map.of("a", number);
    }
    return RowFactory.create(number, "b");
  }
}
