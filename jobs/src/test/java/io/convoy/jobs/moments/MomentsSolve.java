package io.convoy.jobs.moments;

import io.convoy.geometry.Moments;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.TableReader;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What the job of the example does. */
final class MomentsSolve {

  private MomentsSolve() {}

  static Solved solve(Run run, MomentsSettings settings) {
    Holdings held = new Holdings();
    OpenTable data = run.tables().get("data");
    PointTable points = new TableReader(settings.passes().tasks(), false, held).read(data);
    Moments moments = TableReader.moments(points);
    List<Row> rows = new ArrayList<>();
    double largest = 0;
    for (int k = 0; k < points.dimension(); k++) {
      double deviation = settings.factor() * moments.deviation(k);
      largest = Math.max(largest, deviation);
      rows.add(RowFactory.create(data.roles().features().get(k), moments.mean()[k], deviation));
    }
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("features", rows.size());
    numbers.put("largest-deviation", largest);
    Headline.Of told = new Headline.Of(numbers);
    told.say(
            told.part("", "features", " features"),
            told.part(", the widest ", "largest-deviation", ""))
        .show("widest", "largest-deviation", "over all rows");
    StructType schema = StructType.fromDDL("feature STRING, mean DOUBLE, deviation DOUBLE");
    return new Solved.Of(Ending.DONE, Map.of("data", points.rows()), numbers)
        .headline(told.done())
        .table("moments", run.spark().createDataFrame(rows, schema))
        .holding(held::close);
  }
}
