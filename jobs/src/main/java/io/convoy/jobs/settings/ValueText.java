package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values of settings as text, by the types of components. */
final class ValueText {

  /**
   * Types whose values are recorded as they print themselves, so that {@code 0.10std} and {@code
   * 0.1std} are one problem; others are recorded as they were written.
   */
  private static final Set<Class<?>> CANONICAL =
      Set.of(Epsilon.class, MarginalRule.class, GroundCost.class);

  private ValueText() {}

  static boolean isList(Type type) {
    return raw(type) == List.class;
  }

  /**
   * Returns a value: boxed, without the Optional of its component; a sealed type's is the class of
   * its record.
   *
   * @throws IllegalArgumentException saying what the key must be
   */
  static Object read(String key, Type type, List<String> texts) {
    Class<?> element = element(type);
    if (isList(type)) {
      return texts.stream().map(text -> one(key, element, text)).toList();
    }
    return one(key, element, texts.get(texts.size() - 1));
  }

  /** Returns what a report and the identity of a run hold of a value. */
  static Object recorded(Object value, List<String> texts) {
    if (value instanceof List<?> list) {
      return list.stream().allMatch(ValueText::isPlain) ? list : List.copyOf(texts);
    }
    if (value instanceof Class<?> named) {
      return name(named);
    }
    boolean canonical = CANONICAL.stream().anyMatch(type -> type.isInstance(value));
    return isPlain(value)
        ? value
        : canonical || value instanceof Enum<?> ? value.toString() : texts.get(texts.size() - 1);
  }

  /** Returns a value, or null, as the component takes it. */
  static Object wrapped(Type type, Object value) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return Optional.ofNullable(value);
    }
    if (raw == OptionalInt.class) {
      return value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
    }
    if (raw == OptionalLong.class) {
      return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
    }
    if (raw == OptionalDouble.class) {
      return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
    }
    return raw == List.class && value == null ? List.of() : value;
  }

  private static boolean isPlain(Object value) {
    return value instanceof Number || value instanceof Boolean || value instanceof String;
  }

  private static Object one(String key, Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == Boolean.class) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "on", "true" -> true;
        case "off", "false" -> false;
        default ->
            throw new IllegalArgumentException(key + " must be on or off, got '" + text + "'");
      };
    }
    if (type == Integer.class) {
      return (int) whole(key, text, Integer.MAX_VALUE);
    }
    if (type == Long.class) {
      return whole(key, text, Long.MAX_VALUE);
    }
    if (type == Double.class) {
      return number(key, text);
    }
    if (type.isEnum()) {
      return choice(key, Arrays.asList(type.getEnumConstants()), Object::toString, text);
    }
    Optional<Method> parser = parser(type);
    return parser.isPresent()
        ? parsed(key, parser.get(), text)
        : choice(key, SettingsType.options(type), ValueText::name, text);
  }

  /** Returns what users call a record of a sealed type. */
  static String name(Class<?> record) {
    return Declaration.kebab(record.getSimpleName());
  }

  private static <T> T choice(String key, List<T> choices, Function<T, String> name, String text) {
    return choices.stream()
        .filter(choice -> name.apply(choice).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    key
                        + " must be one of "
                        + choices.stream().map(name).collect(Collectors.joining(", "))
                        + ", got '"
                        + text
                        + "'"));
  }

  private static long whole(String key, String text, long most) {
    if (text.matches("\\+?[0-9]{10,}") && (text.length() > 19 || !fits(text, most))) {
      throw new IllegalArgumentException(key + " must be at most " + most + ", got " + text);
    }
    try {
      long value = Long.parseLong(text);
      if (Math.abs(value) <= most) {
        return value;
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new IllegalArgumentException(key + " must be a whole number, got '" + text + "'");
  }

  private static boolean fits(String text, long most) {
    try {
      return Long.parseLong(text) <= most;
    } catch (NumberFormatException larger) {
      return false;
    }
  }

  private static double number(String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException(key + " must be a number, got '" + text + "'", none);
    }
  }

  private static Optional<Method> parser(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("parse"))
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
        .findFirst();
  }

  private static Object parsed(String key, Method parser, String text) {
    try {
      parser.setAccessible(true); // a room keeps its types to itself
      return parser.invoke(null, text);
    } catch (InvocationTargetException refused) {
      String reason = String.valueOf(refused.getCause().getMessage());
      throw new IllegalArgumentException(
          reason.startsWith(key + " ") ? reason : key + ": " + reason, refused.getCause());
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  /** Returns the type of one value, boxed. */
  static Class<?> element(Type type) {
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getActualTypeArguments()[0]);
    }
    if (type == int.class || type == OptionalInt.class) {
      return Integer.class;
    }
    if (type == long.class || type == OptionalLong.class) {
      return Long.class;
    }
    if (type == double.class || type == OptionalDouble.class) {
      return Double.class;
    }
    return type == boolean.class ? Boolean.class : raw(type);
  }
}
