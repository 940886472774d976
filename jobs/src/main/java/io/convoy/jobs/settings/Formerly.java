package io.convoy.jobs.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A setting that a job once recorded although no other value worked. A run that recorded it is
 * still the same run.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Formerly.All.class)
public @interface Formerly {

  /** The key. */
  String key();

  /** The value, as a report shows it. */
  String value();

  /** Several of one job. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    Formerly[] value();
  }
}
