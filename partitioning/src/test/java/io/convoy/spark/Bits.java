package io.convoy.spark;

import io.convoy.geometry.PointBlock;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.List;

/** All that a table holds, so exactly that equal lists mean equal bits. */
public final class Bits {

  private Bits() {}

  /** Returns one line per row: block, id, weight, coordinates. */
  public static List<String> of(PointTable table) {
    return table.blocks().collect().stream().flatMap(block -> of(block).stream()).toList();
  }

  public static List<String> of(TableBlock block) {
    List<String> lines = new ArrayList<>();
    PointBlock points = block.points();
    for (int i = 0; i < points.rows(); i++) {
      StringBuilder line = new StringBuilder();
      line.append(block.index()).append('|').append(block.ids().value(i));
      line.append('|').append(Double.toHexString(points.weight(i)));
      for (int k = 0; k < points.dimension(); k++) {
        line.append('|').append(Double.toHexString(points.coordinate(i, k)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Returns the ids in order. */
  public static List<Object> ids(PointTable table) {
    return table.blocks().collect().stream()
        .flatMap(
            block -> {
              List<Object> ids = new ArrayList<>();
              for (int i = 0; i < block.rows(); i++) {
                ids.add(block.ids().value(i));
              }
              return ids.stream();
            })
        .toList();
  }
}
