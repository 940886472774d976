package io.convoy.jobs.bench;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.jobs.report.Numbers;
import io.convoy.numerics.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a sweep's rate is compared with, measured in rounds between its own. */
final class Yardsticks implements AutoCloseable {

  private static final String NO_LIBRARY =
      "not comparable: no native BLAS library found (Debian: libopenblas0)";

  private static final String ELSEWHERE =
      "not comparable: the sweeps ran on a cluster, the matrix product would run on its driver";

  private static final Pattern WIDTH = Pattern.compile("vector-(\\d+)");

  private final Workbench bench;
  private final Optional<NativeGemm> gemm;
  private final ScalarLoop loop;
  private Optional<String> unlike = Optional.empty();

  Yardsticks(Workbench bench, double[] potentials, double epsilon) {
    this.bench = bench;
    Workload workload = bench.workload();
    PointBlock rows = bench.firstRows();
    loop = new ScalarLoop(rows, bench.columns().points(), potentials, epsilon);
    loop.round();
    gemm =
        bench.isHere()
            ? NativeGemm.find(workload.dimension(), workload.precision(), bench.cores())
            : Optional.empty();
  }

  /** Measures all of them once. */
  void round() {
    loop.round();
    gemm.ifPresent(NativeGemm::round);
  }

  /** Says why the rates of what was measured are not those of one matrix product. */
  void incomparable(String reason) {
    unlike = Optional.of("not comparable: " + reason);
  }

  /** Puts the rates of sweeps that took {@code split} each, absolute and relative. */
  void describe(Split split, Map<String, Object> result) {
    double pairs = bench.pairs() / split.seconds();
    String provider = Kernels.best().description();
    result.put("pairs", bench.pairs());
    result.put("pairs-per-second", pairs);
    result.put("pairs-per-second-per-core", pairs / bench.cores());
    result.put("flops-per-second", flopsPerSecond(split));
    result.put("native-gemm-flops-per-second", gemm.map(NativeGemm::flopsPerSecond).orElse(null));
    result.put("gemm-ratio", gemmRatio(split));
    result.put("native-gemm", gemmInWords());
    result.put("scalar-loop-pairs-per-second", loop.pairsPerSecond());
    result.put("scalar-loop-ratio-per-core", pairs / bench.cores() / loop.pairsPerSecond());
    result.put("provider", provider);
    result.put("lanes", lanes(provider, bench.workload().precision()));
    result.put("threads", bench.threads());
    result.put("cores", bench.cores());
    result.put("kernel-fraction", split.kernelFraction());
    result.put("skipped-fraction", bench.skippedFraction());
    result.put("kernel-seconds", split.kernels());
    result.put("engine-seconds", split.engine());
    result.put("driver-seconds", split.driver());
  }

  /** Returns the same in words; {@code each} names what the seconds are of. */
  List<String> lines(Map<String, Object> result, String each) {
    List<String> lines = new ArrayList<>();
    lines.add(
        brief(result, "pairs-per-second")
            + " pairs/s, "
            + brief(result, "pairs-per-second-per-core")
            + " per core; "
            + brief(result, "flops-per-second")
            + " flop/s");
    lines.add(
        gemm.isPresent()
            ? "native matrix product "
                + brief(result, "native-gemm-flops-per-second")
                + " flop/s ("
                + gemmInWords()
                + "); ratio "
                + unlike.orElseGet(() -> brief(result, "gemm-ratio"))
            : "native matrix product: " + gemmInWords());
    lines.add(
        "scalar loop "
            + brief(result, "scalar-loop-pairs-per-second")
            + " pairs/s on one core; ratio per core "
            + brief(result, "scalar-loop-ratio-per-core"));
    lines.add(
        each
            + ": kernels "
            + brief(result, "kernel-seconds")
            + " s, engine "
            + brief(result, "engine-seconds")
            + " s, driver "
            + brief(result, "driver-seconds")
            + " s; kernel fraction "
            + brief(result, "kernel-fraction")
            + ", skipped fraction "
            + brief(result, "skipped-fraction"));
    return lines;
  }

  @Override
  public void close() {
    gemm.ifPresent(NativeGemm::close);
  }

  /** Returns the rate of such a sweep's products in units of the native one; null if unknown. */
  Double gemmRatio(Split split) {
    return gemm.filter(product -> unlike.isEmpty())
        .map(product -> flopsPerSecond(split) / product.flopsPerSecond())
        .orElse(null);
  }

  /** Of pairs that were computed, not of skipped ones. */
  private double flopsPerSecond(Split split) {
    double computed = bench.pairs() * (1 - bench.skippedFraction());
    return 2.0 * bench.workload().dimension() * computed / split.seconds();
  }

  private String gemmInWords() {
    return gemm.map(NativeGemm::description).orElse(bench.isHere() ? NO_LIBRARY : ELSEWHERE);
  }

  /** Returns how many numbers of the workload's type one register of the provider holds. */
  static int lanes(String provider, Precision precision) {
    Matcher width = WIDTH.matcher(provider);
    return width.find()
        ? Integer.parseInt(width.group(1)) / (precision == Precision.FLOAT ? 32 : 64)
        : 1;
  }

  private static String brief(Map<String, Object> result, String key) {
    return Numbers.brief(result.get(key));
  }
}
