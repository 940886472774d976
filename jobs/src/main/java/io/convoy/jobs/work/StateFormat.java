package io.convoy.jobs.work;

import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * How a solver's state is kept in a checkpoint.
 *
 * @param iteration the iteration a state is before
 * @param write to named arrays
 * @param read from them
 */
public record StateFormat<S>(
    ToIntFunction<S> iteration,
    Function<S, Map<String, double[]>> write,
    Function<Map<String, double[]>, S> read) {}
