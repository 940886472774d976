package io.convoy.jobs.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a settings record declares, found by reflection: its settings in their order, and how values
 * become a record.
 *
 * <p>A component of a sealed type without {@link Setting} is a choice of modes: {@link Mode} says
 * of each which setting chooses it, and a mode takes the settings of its record alone.
 */
public final class SettingsType<S> {

  private final Class<S> type;
  private final Map<String, Declaration> declarations = new LinkedHashMap<>();

  private SettingsType(Class<S> type) {
    this.type = type;
    collect(type, "", List.of());
  }

  /** Returns what {@code type}, a record, declares. */
  public static <S> SettingsType<S> of(Class<S> type) {
    return new SettingsType<>(type);
  }

  /** Returns all declarations in the order of the help. */
  public List<Declaration> declarations() {
    return List.copyOf(declarations.values());
  }

  Map<String, Declaration> byKey() {
    return declarations;
  }

  /** Returns the settings that are of use no more, with the only value they had. */
  public Map<String, String> formerly() {
    return Arrays.stream(type.getAnnotationsByType(Formerly.class))
        .collect(Collectors.toMap(Formerly::key, Formerly::value));
  }

  /** Returns the heading that holds after the components. */
  private String collect(Class<?> record, String heading, List<Adjust> adjusted) {
    String section = heading;
    for (RecordComponent component : record.getRecordComponents()) {
      Section begun = component.getAnnotation(Section.class);
      section = begun == null ? section : begun.value();
      List<Adjust> inside =
          Stream.concat(
                  Arrays.stream(component.getAnnotationsByType(Adjust.class)), adjusted.stream())
              .toList();
      Class<?> part = component.getType();
      if (Declaration.isSetting(component)) {
        Declaration declared = Declaration.of(component, section, inside);
        declarations.putIfAbsent(declared.key(), declared);
        part = ValueText.element(component.getGenericType());
      }
      if (isChoice(part)) {
        for (Class<?> option : options(part)) {
          collect(option, section, ofGroup(inside));
        }
      } else if (isGroup(component)) {
        section = collect(part, section, ofGroup(inside));
      }
    }
    return section;
  }

  private static List<Adjust> ofGroup(List<Adjust> adjusted) {
    return adjusted.stream().filter(change -> !change.key().isEmpty()).toList();
  }

  private static boolean isGroup(RecordComponent component) {
    return component.getType().isRecord()
        && component.getType() != Given.class
        && !Declaration.isSetting(component);
  }

  /** A sealed type that reads itself from text has values and no modes. */
  private static boolean isChoice(Class<?> type) {
    return type.isInterface() // an enum whose values have bodies is sealed, too
        && type.isSealed()
        && Arrays.stream(type.getDeclaredMethods())
            .noneMatch(method -> method.getName().equals("parse"));
  }

  /** Returns the records of a sealed type, also those of the sealed types within it. */
  static List<Class<?>> options(Class<?> choice) {
    return Arrays.stream(choice.getPermittedSubclasses())
        .flatMap(part -> part.isRecord() ? Stream.of(part) : options(part).stream())
        .toList();
  }

  /**
   * Returns the record of some values.
   *
   * @throws IllegalArgumentException if the record refuses them
   */
  S bind(Resolved values) {
    return type.cast(record(type, values));
  }

  private Object record(Class<?> record, Resolved values) {
    RecordComponent[] components = record.getRecordComponents();
    Object[] parts = new Object[components.length];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = part(components[k], values);
    }
    return construct(record, components, parts);
  }

  private Object part(RecordComponent component, Resolved values) {
    if (component.getType() == Given.class) {
      return values.given();
    }
    if (Declaration.isSetting(component)) {
      String key = Declaration.key(component);
      Object value = values.value(key);
      return isChoice(component.getType())
          ? named(key, component.getType(), (Class<?>) value, values)
          : ValueText.wrapped(component.getGenericType(), value);
    }
    return isChoice(component.getType())
        ? mode(component.getType(), values)
        : record(component.getType(), values);
  }

  /** Returns the record that a setting names, if nothing was asked of another. */
  private Object named(String key, Class<?> choice, Class<?> chosen, Resolved values) {
    for (String other : others(choice, chosen)) {
      if (values.isOtherwise(other)) {
        String takers =
            options(choice).stream()
                .filter(option -> keys(option).contains(other))
                .map(ValueText::name)
                .collect(Collectors.joining(" and "));
        throw new IllegalArgumentException(
            other
                + " is for "
                + key
                + " "
                + takers
                + " only, got "
                + key
                + " "
                + ValueText.name(chosen));
      }
    }
    return record(chosen, values);
  }

  /** Returns the mode that was asked for, if nothing was asked of another. */
  private Object mode(Class<?> choice, Resolved values) {
    List<Class<?>> modes = options(choice);
    Class<?> chosen =
        modes.stream()
            .filter(mode -> mode.isAnnotationPresent(Mode.class))
            .filter(mode -> values.isOtherwise(mode.getAnnotation(Mode.class).when()))
            .findFirst()
            .orElseGet(
                () ->
                    modes.stream()
                        .filter(mode -> !mode.isAnnotationPresent(Mode.class))
                        .findFirst()
                        .orElseThrow());
    Mode said = chosen.getAnnotation(Mode.class);
    for (String other : others(choice, chosen)) {
      if (values.isOtherwise(other)) {
        throw new IllegalArgumentException(
            said == null
                ? said(choice, other)
                : said.because().replace("{}", values.text(said.when())) + ": leave away " + other);
      }
    }
    return record(chosen, values);
  }

  private String said(Class<?> choice, String other) {
    return other
        + " needs --"
        + options(choice).stream()
            .filter(mode -> keys(mode).contains(other))
            .map(mode -> mode.getAnnotation(Mode.class).when())
            .collect(Collectors.joining(" or --"));
  }

  private static Set<String> others(Class<?> choice, Class<?> chosen) {
    Set<String> others = new LinkedHashSet<>();
    for (Class<?> option : options(choice)) {
      others.addAll(keys(option));
    }
    others.removeAll(keys(chosen));
    return others;
  }

  private static Set<String> keys(Class<?> record) {
    return new SettingsType<>(record).declarations.keySet();
  }

  private static Object construct(Class<?> record, RecordComponent[] components, Object[] parts) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = record.getDeclaredConstructor(types);
      canonical.setAccessible(true); // a room keeps its records to itself
      return canonical.newInstance(parts);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(refused.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
