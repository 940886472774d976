package io.convoy.examples;

import io.convoy.SelectedRows;
import io.convoy.Selection;
import java.util.Arrays;

/** The rows of a pool that match target rows best. */
public final class SelectionExample {

  private SelectionExample() {}

  public static void main(String[] args) {
    double[][] pool = {{0, 0}, {0, 1}, {5, 5}, {5, 6}, {9, 0}, {9, 1}};
    double[][] targets = {{0, 0.5}, {9, 0.5}};
    SelectedRows rows = Selection.from(pool).toMatch(targets).budget(4).select();
    System.out.println("rows " + Arrays.toString(rows.ids()));
    System.out.println("cost " + rows.cost() + ", at least " + rows.lowerBound());
  }
}
