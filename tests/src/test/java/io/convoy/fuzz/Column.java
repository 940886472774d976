package io.convoy.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.DataType;

/**
 * A column of a small table.
 *
 * @param type of its values where a file has types
 * @param values may be null and, as in text files, of several types
 */
record Column(String name, DataType type, List<Object> values) {

  /** Returns the column with another value in a row. */
  Column put(int row, Object value) {
    List<Object> changed = new ArrayList<>(values);
    if (!changed.isEmpty()) {
      changed.set(row % changed.size(), value);
    }
    return new Column(name, type, changed);
  }

  Column named(String other) {
    return new Column(other, type, values);
  }

  /** Returns the column with every value changed. */
  Column each(DataType other, UnaryOperator<Object> change) {
    List<Object> changed = new ArrayList<>();
    values.forEach(value -> changed.add(value == null ? null : change.apply(value)));
    return new Column(name, other, changed);
  }

  Column rows(int count) {
    return new Column(name, type, values.subList(0, Math.min(count, values.size())));
  }
}
