package io.convoy.spark.block;

import static io.convoy.spark.Serializers.copy;
import static io.convoy.spark.Tables.CLOUD;
import static io.convoy.spark.Tables.cloud;
import static io.convoy.spark.Tables.cloudTable;
import static io.convoy.spark.Tables.row;
import static io.convoy.spark.Tables.table;
import static io.convoy.spark.Tables.withId;
import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.spark.Bits;
import io.convoy.spark.intake.ReadOptions;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks survive whatever Spark may store, broadcast or shuffle them with. */
class SerializationTest {

  @ParameterizedTest
  @MethodSource("io.convoy.spark.Serializers#both")
  void blocksKeepTheirBits(Serializer serializer) {
    Dataset<Row> named = table("id STRING, v FLOAT", row("a", 1f), row("", -0.0f), row("ö", 2f));
    for (PointTable read :
        List.of(
            PointTable.read(cloudTable(cloud(500, 1)), CLOUD, ReadOptions.of("source")),
            PointTable.read(named, withId("id", "v"), ReadOptions.of("source")))) {
      try (PointTable table = read) {
        ArrayList<TableBlock> blocks = new ArrayList<>(table.blocks().collect());
        ArrayList<TableBlock> copies = copy(serializer, blocks);
        assertThat(copies).hasSameSizeAs(blocks);
        for (int b = 0; b < blocks.size(); b++) {
          assertThat(Bits.of(copies.get(b))).isEqualTo(Bits.of(blocks.get(b)));
        }
        Piece piece = copy(serializer, new Piece(1L << 40, blocks.get(0)));
        assertThat(piece.rank()).isEqualTo(1L << 40);
        assertThat(Bits.of(piece.rows())).isEqualTo(Bits.of(blocks.get(0)));
        long[] ranks = LongStream.range(7, 7 + blocks.get(0).rows()).toArray();
        RankedRows ranked = copy(serializer, new RankedRows(ranks, blocks.get(0)));
        assertThat(ranked.rank(2)).isEqualTo(9);
        assertThat(Bits.of(ranked.rows())).isEqualTo(Bits.of(blocks.get(0)));
      }
    }
  }
}
