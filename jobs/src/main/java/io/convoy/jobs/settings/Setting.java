package io.convoy.jobs.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a component of a settings record is told by users: as an option of the command
 * line, as a key of job files, and in the report. Its type says what values there are: a number,
 * text, a flag, an enum, a type with a static {@code parse(String)}, a sealed interface whose
 * records are named, any of these as an {@code Optional}, or a list.
 *
 * <p>A component that is itself a record of such components is a group: its settings stand in its
 * place.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** What it does, in a few words; what it is by default is added. */
  String help();

  /** Values to show; text that begins with a dash is shown as it is. A flag needs none. */
  String[] example() default {};

  /** What stands for the value in the help; derived for flags. */
  String label() default "";

  /** The default as it would be written; none if empty. */
  String fallback() default "";

  /** What holds when it is not given and has no default. */
  String absent() default "none";

  /** Whether a run needs it. */
  boolean required() default false;

  /** The value that the option stands for alone; with none it needs one. */
  String bare() default "";

  /** The key that this one replaces: of the two the one given with higher precedence holds. */
  String insteadOf() default "";

  /**
   * What another value changes. The default is the careful one: forgetting to say so can refuse a
   * rerun but never pass off an old result as a new one.
   */
  Concern concern() default Concern.PROBLEM;

  /** The key and, after two dashes, the option; derived from the component's name. */
  String key() default "";
}
