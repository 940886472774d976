package io.convoy.jobs.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a component as {@link SharedSettings} declares the setting of that name, so that several
 * records have it and none declares it twice. The type is the component's own.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Shared {

  /** The key, where the component has another name. */
  String value() default "";
}
