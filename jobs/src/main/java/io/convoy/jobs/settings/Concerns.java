package io.convoy.jobs.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what an option concerns. An option without it concerns the {@link Concern#PROBLEM}, so that
 * forgetting the annotation can refuse a rerun but never pass off an old result as a new one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Concerns {
  Concern value();
}
