package io.convoy.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training before a step.
 *
 * @param memory the optimiser's, parameters among it
 * @param aggregate of the step before; empty before the first
 * @param ledger of all steps before
 * @param curve of every epoch that is over, the mean loss and error on held-out rows
 * @param past parameters of the last steps, the oldest first, while somebody wants them
 */
public record TrainState(
    Optimizer.Memory memory,
    double[] aggregate,
    Ledger ledger,
    double[] curve,
    List<double[]> past) {

  public TrainState {
    past = List.copyOf(past);
  }

  /** Returns the number of the next step, from 0. */
  public long step() {
    return memory.steps();
  }

  /** Returns the state as named arrays. */
  public Map<String, double[]> toArrays() {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    arrays.put("step", new double[] {memory.steps(), past.size()});
    arrays.put("parameters", memory.parameters());
    arrays.put("first", memory.first());
    arrays.put("second", memory.second());
    arrays.put("aggregate", aggregate);
    arrays.put("curve", curve);
    for (int k = 0; k < past.size(); k++) {
      arrays.put("past-" + k, past.get(k));
    }
    arrays.putAll(ledger.toArrays());
    return arrays;
  }

  /** Returns the state that {@link #toArrays} gave. */
  public static TrainState fromArrays(Map<String, double[]> arrays) {
    double[] step = arrays.get("step");
    List<double[]> past = new ArrayList<>();
    for (int k = 0; k < step[1]; k++) {
      past.add(arrays.get("past-" + k));
    }
    return new TrainState(
        new Optimizer.Memory(
            (long) step[0], arrays.get("parameters"), arrays.get("first"), arrays.get("second")),
        arrays.get("aggregate"),
        Ledger.fromArrays(arrays),
        arrays.get("curve"),
        past);
  }
}
