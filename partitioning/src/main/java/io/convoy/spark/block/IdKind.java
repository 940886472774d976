package io.convoy.spark.block;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * How ids of one SQL type are held: as a key, either a {@code Long} whose order is the order of the
 * ids, or a {@code String}.
 */
public enum IdKind {
  BYTE,
  SHORT,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  DATE,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  /** Decimals of up to 18 digits, by their unscaled value. */
  DECIMAL,
  /** Longer decimals, by their text. */
  WIDE_DECIMAL,
  /** Ordered as {@link String#compareTo} does. */
  STRING;

  private static final long MICROS = 1_000_000;

  /**
   * Returns how ids of {@code type} are held.
   *
   * @throws IllegalArgumentException if such values cannot be ids
   */
  public static IdKind of(DataType type) {
    if (type instanceof ByteType) {
      return BYTE;
    } else if (type instanceof ShortType) {
      return SHORT;
    } else if (type instanceof IntegerType) {
      return INT;
    } else if (type instanceof LongType) {
      return LONG;
    } else if (type instanceof FloatType) {
      return FLOAT;
    } else if (type instanceof DoubleType) {
      return DOUBLE;
    } else if (type instanceof DateType) {
      return DATE;
    } else if (type instanceof TimestampType) {
      return TIMESTAMP;
    } else if (type instanceof TimestampNTZType) {
      return TIMESTAMP_NTZ;
    } else if (type instanceof DecimalType decimal) {
      return decimal.precision() <= 18 ? DECIMAL : WIDE_DECIMAL;
    } else if (type instanceof StringType) {
      return STRING;
    }
    throw new IllegalArgumentException(
        "type " + type.simpleString() + ", allowed are numbers, strings, dates and timestamps");
  }

  /** Returns the number of decimals of {@code type}, 0 if it is not decimal. */
  static int scale(DataType type) {
    return type instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  /** Returns whether keys are strings and not longs. */
  boolean text() {
    return this == STRING || this == WIDE_DECIMAL;
  }

  /** Returns the key of the id in a row, or null if the id is null or NaN. */
  public Object key(InternalRow row, int at, DataType type) {
    if (row.isNullAt(at)) {
      return null;
    }
    return switch (this) {
      case BYTE -> (long) row.getByte(at);
      case SHORT -> (long) row.getShort(at);
      case INT, DATE -> (long) row.getInt(at);
      case LONG, TIMESTAMP, TIMESTAMP_NTZ -> row.getLong(at);
      case FLOAT -> ordered(row.getFloat(at));
      case DOUBLE -> ordered(row.getDouble(at));
      case DECIMAL -> {
        DecimalType decimal = (DecimalType) type;
        yield row.getDecimal(at, decimal.precision(), decimal.scale()).toUnscaledLong();
      }
      case WIDE_DECIMAL -> {
        DecimalType decimal = (DecimalType) type;
        yield row.getDecimal(at, decimal.precision(), decimal.scale())
            .toJavaBigDecimal()
            .toPlainString();
      }
      case STRING -> row.getUTF8String(at).toString();
    };
  }

  /** Returns a number in the order of the doubles, with one zero; null for NaN. */
  private static Long ordered(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    long bits = Double.doubleToLongBits(value + 0.0); // -0.0 + 0.0 is 0.0
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double unordered(long code) {
    return Double.longBitsToDouble(code ^ ((code >> 63) & Long.MAX_VALUE));
  }

  /** Returns the value of a number's key as Spark rows hold it. */
  Object value(long code, int scale) {
    return switch (this) {
      case BYTE -> (byte) code;
      case SHORT -> (short) code;
      case INT -> (int) code;
      case LONG -> code;
      case FLOAT -> (float) unordered(code);
      case DOUBLE -> unordered(code);
      case DATE -> LocalDate.ofEpochDay(code);
      case TIMESTAMP ->
          Instant.ofEpochSecond(Math.floorDiv(code, MICROS), Math.floorMod(code, MICROS) * 1000);
      case TIMESTAMP_NTZ ->
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(code, MICROS),
              (int) Math.floorMod(code, MICROS) * 1000,
              ZoneOffset.UTC);
      case DECIMAL -> BigDecimal.valueOf(code, scale);
      case WIDE_DECIMAL, STRING -> throw new IllegalStateException(this + " ids have no code");
    };
  }

  /** Returns the value of a text's key as Spark rows hold it. */
  Object value(String text) {
    return this == WIDE_DECIMAL ? new BigDecimal(text) : text;
  }

  /** Returns the order of the ids, on their keys. */
  public Comparator<Object> order() {
    return switch (this) {
      case STRING -> (a, b) -> ((String) a).compareTo((String) b);
      case WIDE_DECIMAL ->
          (a, b) -> new BigDecimal((String) a).compareTo(new BigDecimal((String) b));
      default -> (a, b) -> Long.compare((Long) a, (Long) b);
    };
  }
}
