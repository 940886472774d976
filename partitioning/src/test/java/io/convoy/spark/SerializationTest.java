package io.convoy.spark;

import static io.convoy.spark.Tables.CLOUD;
import static io.convoy.spark.Tables.cloud;
import static io.convoy.spark.Tables.cloudTable;
import static io.convoy.spark.Tables.row;
import static io.convoy.spark.Tables.table;
import static io.convoy.spark.Tables.withId;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Whatever Spark may store, broadcast or shuffle survives both of its serializers. */
class SerializationTest {

  static Stream<Serializer> serializers() {
    return Stream.of(new JavaSerializer(new SparkConf()), new KryoSerializer(new SparkConf()));
  }

  private static <T> T copy(Serializer serializer, T value) {
    ClassTag<T> tag = ClassTag$.MODULE$.apply(value.getClass());
    return serializer
        .newInstance()
        .deserialize(serializer.newInstance().serialize(value, tag), tag);
  }

  @ParameterizedTest
  @MethodSource("serializers")
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

  @ParameterizedTest
  @MethodSource("serializers")
  void whatReadingFoundIsKept(Serializer serializer) {
    Dataset<Row> rows = cloudTable(cloud(600, 2));
    RowLayout layout = RowLayout.of("source", rows, CLOUD, 0);
    List<ReadPart> parts =
        Plans.rows(rows.select(layout.select(rows, CLOUD).toArray(new Column[0])))
            .mapPartitionsWithIndex(new RowReading(layout), false)
            .collect();
    List<Segment> segments = new ArrayList<>();
    for (ReadPart part : parts) {
      ReadPart copied = copy(serializer, part);
      assertThat(copied.isSummary()).isEqualTo(part.isSummary());
      assertThat(copied.part()).isEqualTo(part.part());
      assertThat(copied.before()).isEqualTo(part.before());
      if (part.isSummary()) {
        segments.add(copied.summary());
      } else {
        assertThat(Bits.of(copied.rows())).isEqualTo(Bits.of(part.rows()));
      }
    }
    Intake intake = new Intake(layout, segments, false);
    assertThat(intake.rows() + intake.removed()).isEqualTo(600);
    assertThat(intake.samples()).isNotEmpty();
    Parcel<String> parcel = copy(serializer, Parcel.of("text"));
    assertThat(parcel.open()).isEqualTo("text");
  }
}
