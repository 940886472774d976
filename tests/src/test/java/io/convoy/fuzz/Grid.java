package io.convoy.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** A table small enough to look at, every column as long as the others. */
record Grid(List<Column> columns) {

  /** Returns a table without columns, for {@link #and}. */
  static Grid empty() {
    return new Grid(List.of());
  }

  /** Returns the table with a further column. */
  Grid and(Column column) {
    List<Column> more = new ArrayList<>(columns);
    more.add(column);
    return new Grid(more);
  }

  /** Returns the table with a further column of {@code rows} values. */
  Grid and(String name, DataType type, int rows, IntFunction<Object> value) {
    List<Object> values = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      values.add(value.apply(row));
    }
    return and(new Column(name, type, values));
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).values().size();
  }

  /** Returns the table with another column in place of one. */
  Grid with(int at, Column column) {
    List<Column> changed = new ArrayList<>(columns);
    changed.set(at, column);
    return new Grid(changed);
  }

  Grid without(int at) {
    List<Column> fewer = new ArrayList<>(columns);
    fewer.remove(at);
    return new Grid(fewer);
  }

  Grid firstRows(int count) {
    return new Grid(columns.stream().map(column -> column.rows(count)).toList());
  }

  /** Returns the place of the column of this name, else 0. */
  int place(String name) {
    for (int at = 0; at < columns.size(); at++) {
      if (columns.get(at).name().equals(name)) {
        return at;
      }
    }
    return 0;
  }

  /** Returns the table with these columns of numbers put into one of arrays, if it has them all. */
  Grid packed(List<String> names) {
    List<Column> packed = columns.stream().filter(column -> names.contains(column.name())).toList();
    if (packed.size() < names.size()) {
      return this;
    }
    Grid rest =
        new Grid(columns.stream().filter(column -> !names.contains(column.name())).toList());
    return rest.and(
        "features",
        DataTypes.createArrayType(DataTypes.DoubleType),
        rows(),
        row -> {
          List<Object> vector = new ArrayList<>();
          packed.forEach(column -> vector.add(column.values().get(row)));
          return vector;
        });
  }
}
