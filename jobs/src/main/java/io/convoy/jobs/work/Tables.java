package io.convoy.jobs.work;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tables of a run by the names that users know them by, in a fixed order. */
public final class Tables<T> {

  private final Map<String, T> byName = new LinkedHashMap<>();

  private Tables() {}

  /** Returns some tables, each of which has a name of its own. */
  public static <T> Tables<T> of(Collection<T> tables, Function<T, String> name) {
    Tables<T> named = new Tables<>();
    for (T table : tables) {
      if (named.byName.putIfAbsent(name.apply(table), table) != null) {
        throw new IllegalArgumentException("two tables are called " + name.apply(table));
      }
    }
    return named;
  }

  /** Returns the table of a name, which must be there. */
  public T get(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("tables are " + byName.keySet() + ", not " + name));
  }

  /** Returns the table of a name, if there is one. */
  public Optional<T> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns all tables in their order. */
  public List<T> all() {
    return List.copyOf(byName.values());
  }

  /** Returns what is said of every table, by name. */
  public <V> Map<String, V> each(Function<T, V> fact) {
    Map<String, V> facts = new LinkedHashMap<>();
    byName.forEach((name, table) -> facts.put(name, fact.apply(table)));
    return Collections.unmodifiableMap(facts);
  }
}
