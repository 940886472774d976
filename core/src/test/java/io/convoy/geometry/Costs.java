package io.convoy.geometry;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** The costs that every property of a cost is tried with; jqwik takes them for any cost. */
public final class Costs implements ArbitraryProvider {

  public static final List<GroundCost> ALL =
      List.of(
          GroundCost.SQUARED_EUCLIDEAN,
          GroundCost.EUCLIDEAN,
          GroundCost.COSINE,
          GroundCost.INNER_PRODUCT,
          GroundCost.MANHATTAN,
          GroundCost.pNorm(3));

  @Override
  public boolean canProvideFor(TypeUsage type) {
    return type.isOfType(GroundCost.class);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
    return Set.of(Arbitraries.of(ALL));
  }
}
