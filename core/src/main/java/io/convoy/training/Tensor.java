package io.convoy.training;

import java.io.Serializable;
import java.util.List;

/**
 * A named part of a model's parameters, which are one vector: its tensors one after the other.
 *
 * @param shape lengths, row-major
 * @param decays whether weight decay draws it to 0; intercepts it leaves alone
 */
public record Tensor(String name, List<Integer> shape, boolean decays) implements Serializable {

  public Tensor {
    shape = List.copyOf(shape);
  }

  /** Returns the number of values. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
