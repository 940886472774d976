package io.convoy.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ProvidersTest {

  @Property(tries = 300)
  void bothProvidersReturnTheSameBits(
      @ForAll @IntRange(min = 1, max = 40) int panels,
      @ForAll("dimensions") int d,
      @ForAll long seed) {
    Map<String, long[]> scalar = KernelRun.of(Kernels.scalar(), panels, d, seed);
    Map<String, long[]> vector = KernelRun.of(Kernels.vector().orElseThrow(), panels, d, seed);
    assertThat(vector).containsOnlyKeys(scalar.keySet());
    scalar.forEach((kernel, bits) -> assertThat(vector.get(kernel)).as(kernel).isEqualTo(bits));
  }

  @Provide
  Arbitrary<Integer> dimensions() {
    return Arbitraries.of(1, 2, 3, 8, 31, 32, 33, 128, 200, 768);
  }

  @Example
  void theBestProviderIsTheVectorOneAndAlwaysTheSame() {
    assertThat(Kernels.best()).isSameAs(Kernels.best()).isSameAs(Kernels.vector().orElseThrow());
    assertThat(Kernels.best().description()).matches("vector-\\d+");
    assertThat(Kernels.scalar().description()).isEqualTo("scalar");
  }
}
