package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.semidiscrete.Law;
import io.convoy.transport.SolverMethod;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How picocli reads the closed choices, and how its complaints read as one plain sentence. */
public final class Choices {

  private static final List<Class<? extends Enum<?>>> TYPES =
      List.of(
          Precision.class,
          Engine.class,
          ProgressMode.class,
          CloudShape.class,
          Geography.class,
          Law.class,
          Layout.class,
          Storage.class,
          WorkerAssignment.class,
          OptimizerName.class,
          MomentumPlace.class,
          FormChoice.class,
          SolverMethod.class);

  private Choices() {}

  /** Teaches {@code line} to read choices by the names they print. */
  public static void register(CommandLine line) {
    TYPES.forEach(type -> register(line, type));
    line.registerConverter(GroundCost.class, Choices::cost);
  }

  private static GroundCost cost(String text) {
    try {
      return GroundCost.parse(text);
    } catch (IllegalArgumentException badValue) {
      throw new TypeConversionException(badValue.getMessage());
    }
  }

  private static <E extends Enum<?>> void register(CommandLine line, Class<E> type) {
    E[] choices = type.getEnumConstants();
    line.registerConverter(
        type,
        text ->
            Arrays.stream(choices)
                .filter(choice -> choice.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                    () ->
                        new TypeConversionException(
                            "must be one of "
                                + Arrays.stream(choices)
                                    .map(Enum::toString)
                                    .collect(Collectors.joining(", "))
                                + ", got '"
                                + text
                                + "'")));
  }

  /** Returns picocli's complaint about a value as {@code "key must be ..., got ..."}. */
  public static String sentence(ParameterException complaint) {
    String message = complaint.getMessage().lines().findFirst().orElse("the command is malformed");
    return message
        .replaceFirst("Invalid value for option '--([\\w-]+)'(?: \\([^)]*\\))?: ", "$1 ")
        .replaceFirst("^([\\w-]+) \\1 ", "$1 ")
        .replaceFirst(
            "^([\\w-]+) '(\\d{10,})' is not an int$",
            "$1 must be at most " + Integer.MAX_VALUE + ", got $2")
        .replaceFirst(
            "^([\\w-]+) '(.*)' is not an? (int|long)$", "$1 must be a whole number, got '$2'")
        .replaceFirst("^([\\w-]+) '(.*)' is not an? double$", "$1 must be a number, got '$2'");
  }
}
