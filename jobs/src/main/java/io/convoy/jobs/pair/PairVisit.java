package io.convoy.jobs.pair;

import io.convoy.geometry.GroundCost;
import io.convoy.iterate.Visit;
import io.convoy.pairing.BatchPairing;
import io.convoy.pairing.NoisePartners;
import io.convoy.pairing.PairingRule;
import io.convoy.pairing.Pairs;
import io.convoy.pairing.Partners;
import io.convoy.pairing.TablePartners;
import io.convoy.random.SeedStream;
import io.convoy.spark.block.Ids;
import io.convoy.spark.table.BlockPair;
import java.util.Arrays;

/** Pairs one batch. */
record PairVisit(PairingRule rule, GroundCost cost, SeedStream seeds)
    implements Visit<BlockPair, String, Pairs> {

  @Override
  public Pairs visit(String unused, BlockPair batch) {
    return BatchPairing.of(
        rule, batch.block().points(), partners(batch), cost, seeds, codes(batch.block().ids()));
  }

  /** Returns what the rows of a batch can be paired with. */
  Partners partners(BlockPair batch) {
    long[] codes = codes(batch.block().ids());
    return batch.other().isPresent()
        ? new TablePartners(seeds, codes, batch.other().get().points())
        : new NoisePartners(seeds, codes, batch.block().points().dimension());
  }

  private static long[] codes(Ids ids) {
    long[] codes = new long[ids.size()];
    Arrays.setAll(codes, ids::code);
    return codes;
  }
}
