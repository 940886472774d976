package io.convoy.jobs.settings;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * How a benchmark proceeds. Engine and threads are part of its problem: what they change is what is
 * measured.
 */
@Section("Run")
public final class BenchRunOptions {

  @Option(
      names = "--engine",
      paramLabel = "memory|spark",
      converter = EngineConverter.class,
      description = {"What runs the sweeps (default: ${DEFAULT-VALUE}).", "e.g. --engine spark"})
  Engine engine;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = {
        "Threads of the memory engine; on Spark at least so many tasks, of which as many run at"
            + " once as the master has cores (default: all cores).",
        "e.g. --threads 1"
      })
  Integer threads;

  BenchRun settings(BenchOutputOptions output) {
    return new BenchRun(
        engine,
        threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
        Optional.ofNullable(output.out),
        output.overwrite);
  }

  /** Reads an engine by its name; none suits a benchmark by itself. */
  static final class EngineConverter implements ITypeConverter<Engine> {

    @Override
    public Engine convert(String text) {
      return Stream.of(Engine.MEMORY, Engine.SPARK)
          .filter(engine -> engine.toString().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("must be memory or spark, got '" + text + "'"));
    }
  }
}
