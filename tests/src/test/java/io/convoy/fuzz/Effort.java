package io.convoy.fuzz;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Takes the number of tables and the seed, which annotations can only fix, from the build. */
final class Effort implements AroundPropertyHook {

  private static final int PROPERTIES = FuzzedJob.values().length;

  /** Returns how many tables every job is given. */
  static int tries() {
    int tables = Integer.getInteger("convoy.fuzz", 50);
    return (tables + PROPERTIES - 1) / PROPERTIES;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) throws Throwable {
    boolean isExample = context.attributes().tries().filter(tries -> tries == 1).isPresent();
    if (!isExample) {
      context.attributes().setTries(tries());
    }
    context.attributes().setSeed(String.valueOf(Long.getLong("convoy.fuzz-seed", 1)));
    // equal seeds mean equal tables only where all of them are random
    context.attributes().setGeneration(GenerationMode.RANDOMIZED);
    context.attributes().setEdgeCases(EdgeCasesMode.NONE);
    return property.execute();
  }
}
