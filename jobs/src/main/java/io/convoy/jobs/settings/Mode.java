package io.convoy.jobs.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a record of a sealed type when it is what was asked for. The first of the type's records
 * that is holds; the one without this annotation holds if none is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Mode {

  /** The key that chooses the mode when its value is another than by default. */
  String when();

  /** Why settings of other modes are refused; {@code {}} stands for the key's value. */
  String because();
}
