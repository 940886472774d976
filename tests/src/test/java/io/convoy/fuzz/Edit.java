package io.convoy.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One damage to a table. Places beyond its columns and rows, and values beyond those there are,
 * count from the first again: every edit fits every table.
 *
 * @param pick which of the {@link Odd} values
 */
record Edit(Kind kind, int column, int row, int pick) {

  /** What is done. */
  enum Kind {
    /** A number in one row; in a column of arrays an array. */
    NUMBER,
    /** The same number in all rows. */
    CONSTANT,
    /** Numbers times {@code 10^±300} by turns. */
    STRETCH,
    /** A text in one row. */
    TEXT,
    /** A text before every value. */
    PREFIX,
    /** Values of another type. */
    RETYPE,
    /** A value that another row has, too. */
    REPEAT,
    /** All rows null. */
    VOID,
    /** Another name, perhaps one that another column has. */
    RENAME,
    /** The same name in capitals, for a further column. */
    RECASE,
    /** No such column. */
    DROP,
    /** A further column with an odd name and of an odd type. */
    ADD,
    /** Few rows, or none. */
    FEW_ROWS,
    /** No columns. */
    NO_COLUMNS
  }

  /** Returns the damaged table. */
  Grid apply(Grid grid) {
    if (grid.columns().isEmpty()) {
      return grid;
    }
    int at = column % grid.columns().size();
    Column old = grid.columns().get(at);
    return switch (kind) {
      case NUMBER -> grid.with(at, old.put(row, odd(old)));
      case CONSTANT -> grid.with(at, constant(old));
      case STRETCH -> grid.with(at, stretched(old));
      case TEXT -> grid.with(at, old.put(row, Odd.text(pick)));
      case PREFIX -> grid.with(at, old.each(DataTypes.StringType, v -> Odd.text(pick) + v));
      case RETYPE -> grid.with(at, retyped(old, Odd.type(pick)));
      case REPEAT ->
          old.values().isEmpty()
              ? grid
              : grid.with(at, old.put(row, old.values().get(pick % old.values().size())));
      case VOID -> grid.with(at, old.each(old.type(), v -> null));
      case RENAME -> grid.with(at, old.named(Odd.name(pick)));
      case RECASE -> grid.and(old.named(recased(old.name())));
      case DROP -> grid.without(at);
      case ADD -> grid.and(retyped(old, Odd.type(pick)).named(Odd.name(row * 7 + pick)));
      case FEW_ROWS -> grid.firstRows(pick % 3);
      case NO_COLUMNS -> Grid.empty();
    };
  }

  private Object odd(Column old) {
    return old.type() instanceof ArrayType ? Odd.vector(pick) : Odd.number(pick);
  }

  private Column constant(Column old) {
    List<Object> values = new ArrayList<>();
    old.values().forEach(value -> values.add(odd(old)));
    return new Column(old.name(), old.type(), values);
  }

  private Column stretched(Column old) {
    List<Object> values = new ArrayList<>();
    for (Object value : old.values()) {
      double factor = (values.size() + pick) % 2 == 0 ? 1e300 : 1e-300;
      values.add(value instanceof Double number ? (Object) (number * factor) : value);
    }
    return new Column(old.name(), old.type(), values);
  }

  private static Column retyped(Column old, DataType type) {
    return old.each(type, value -> Odd.ofType(type, value));
  }

  /** ASCII only: what is in capitals elsewhere does not matter here. */
  private static String recased(String name) {
    StringBuilder other = new StringBuilder();
    name.chars().forEach(c -> other.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c)));
    return other.toString();
  }
}
