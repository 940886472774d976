package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import java.io.Serializable;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the features of one row: those of its columns, and where a period is given the sine and
 * cosine of its time.
 */
public final class RowReader implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final double SECONDS_PER_DAY = 86_400;

  private final String[] columns;
  private final boolean vector;
  private final String time; // null if rows have none
  private final double period; // NaN if there is none

  private RowReader(List<String> columns, boolean vector, String time, double period) {
    this.columns = columns.toArray(String[]::new);
    this.vector = vector;
    this.time = time;
    this.period = period;
  }

  /**
   * Returns the reader of tables with this schema.
   *
   * @param columns one array column, or numeric ones
   */
  public static RowReader of(
      StructType schema, List<String> columns, Optional<String> time, OptionalDouble period) {
    boolean vector =
        columns.size() == 1 && schema.apply(columns.get(0)).dataType() instanceof ArrayType;
    return new RowReader(columns, vector, time.orElse(null), period.orElse(Double.NaN));
  }

  /** Returns the names of the features of a row that has {@code count}. */
  List<String> names(int count) {
    List<String> names = new ArrayList<>(vector ? List.of() : List.of(columns));
    int own = Double.isNaN(period) ? count : count - 2;
    for (int k = 0; vector && k < own; k++) {
      names.add(columns[0] + "[" + k + "]");
    }
    if (!Double.isNaN(period)) {
      names.addAll(List.of("sin(" + time + ")", "cos(" + time + ")"));
    }
    return List.copyOf(names);
  }

  /**
   * Returns the features of a row.
   *
   * @param where the row, for messages
   * @throws JobFailure if one is missing or no finite number
   */
  public double[] features(Row row, String where) {
    List<?> values = vector ? row.getList(row.fieldIndex(columns[0])) : List.of();
    if (values == null) {
      throw JobFailure.badInput(where + " has no " + columns[0]);
    }
    int own = vector ? values.size() : columns.length;
    double[] features = new double[Double.isNaN(period) ? own : own + 2];
    for (int k = 0; k < own; k++) {
      features[k] =
          vector
              ? number(values.get(k), "entry " + k + " of " + columns[0], where)
              : finite(row, columns[k], where);
    }
    if (!Double.isNaN(period)) {
      double angle = 2 * Math.PI * (instant(row, where) / period);
      features[own] = Math.sin(angle);
      features[own + 1] = Math.cos(angle);
    }
    return features;
  }

  /** Returns a row's time as a number: as it is, or seconds. */
  private double instant(Row row, String where) {
    Object value = row.getAs(time);
    if (value instanceof Timestamp stamp) {
      return stamp.getTime() / 1000.0;
    }
    if (value instanceof Instant instant) {
      return instant.toEpochMilli() / 1000.0;
    }
    if (value instanceof LocalDateTime stamp) {
      return stamp.toInstant(ZoneOffset.UTC).toEpochMilli() / 1000.0;
    }
    if (value instanceof Date day) {
      return day.toLocalDate().toEpochDay() * SECONDS_PER_DAY;
    }
    if (value instanceof LocalDate day) {
      return day.toEpochDay() * SECONDS_PER_DAY;
    }
    return number(value, time, where);
  }

  /**
   * Returns the value that orders a row among those of its node.
   *
   * @throws JobFailure if it has none
   */
  @SuppressWarnings("unchecked") // columns of one type; times, numbers and texts compare
  Comparable<Object> time(Row row, String where) {
    Object value = row.getAs(time);
    if (!(value instanceof Comparable<?>)) {
      throw JobFailure.badInput(where + ": " + time + " is no time: " + value);
    }
    return (Comparable<Object>) value;
  }

  /**
   * Returns the number in a column.
   *
   * @throws JobFailure if it is missing or not finite
   */
  public static double finite(Row row, String column, String where) {
    return number(row.<Object>getAs(column), column, where);
  }

  private static double number(Object value, String column, String where) {
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    if (!Double.isFinite(number)) {
      throw JobFailure.badInput(where + ": " + column + " must be a finite number, got " + value);
    }
    return number;
  }
}
