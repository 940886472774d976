package io.convoy.spark.intake;

import static io.convoy.spark.Serializers.copy;
import static io.convoy.spark.Tables.CLOUD;
import static io.convoy.spark.Tables.cloud;
import static io.convoy.spark.Tables.cloudTable;
import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.spark.Bits;
import io.convoy.spark.column.Plans;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reading finds survives whatever Spark may send it with. */
class ReadingSerializationTest {

  @ParameterizedTest
  @MethodSource("io.convoy.spark.Serializers#both")
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
  }
}
