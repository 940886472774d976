package io.convoy.spark.block;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** Rows whose ranks are known, put together to blocks in one shuffle. */
public final class BlockAssembly {

  private BlockAssembly() {}

  /** Returns the blocks in order, in the partitions of {@code plan}. */
  public static JavaRDD<TableBlock> blocks(JavaRDD<Piece> pieces, BlockPlan plan, boolean floats) {
    long partRows = plan.partRows();
    return pieces
        .flatMapToPair(
            piece ->
                piece.cut(partRows, floats).stream()
                    .map(cut -> new Tuple2<>((int) (cut.rank() / partRows), cut))
                    .iterator())
        .partitionBy(new HashPartitioner(plan.parts()))
        .values()
        .mapPartitionsWithIndex(new Assemble(plan, floats), true);
  }

  private record Assemble(BlockPlan plan, boolean floats)
      implements Function2<Integer, Iterator<Piece>, Iterator<TableBlock>> {

    @Override
    public Iterator<TableBlock> call(Integer part, Iterator<Piece> arrived) {
      List<Piece> pieces = new ArrayList<>();
      arrived.forEachRemaining(pieces::add);
      pieces.sort(Comparator.comparingLong(Piece::rank)); // a shuffle delivers in any order
      long next = part * plan.partRows();
      for (Piece piece : pieces) {
        if (piece.rank() != next) {
          throw new IllegalStateException(
              "row " + next + " is missing in partition " + part + ", found " + piece.rank());
        }
        next += piece.rows().rows();
      }
      return Rows.inOrder(pieces.stream().map(Piece::rows).toList())
          .blocks(part * plan.run(), plan.blockRows(), floats)
          .iterator();
    }
  }
}
