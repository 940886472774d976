package io.convoy.jobs.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a shared setting, or of one of the group that stands here, what one job has otherwise;
 * empty for as is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@Repeatable(Adjust.All.class)
public @interface Adjust {

  /** The key of a setting of the group; the component itself if empty. */
  String key() default "";

  /** As {@link Setting#help}. */
  String help() default "";

  /** As {@link Setting#example}. */
  String[] example() default {};

  /** As {@link Setting#fallback}. */
  String fallback() default "";

  /** As {@link Setting#absent}; a setting that is required is then not. */
  String absent() default "";

  /** Several of one group. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface All {
    Adjust[] value();
  }
}
