package io.convoy.jobs.train;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.convoy.geometry.PointBlock;
import io.convoy.training.LabeledRows;
import io.convoy.training.Objective;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network in PyTorch, through DJL, whose parameters are overwritten for every call. Not for two
 * threads at once.
 */
final class Network implements AutoCloseable {

  private static final String ENGINE = "PyTorch";

  /** Rows that are judged at once. */
  private static final int PIECE = 1024;

  private final Model model; // frees the block when nobody holds it
  private final Block block;
  private final NDManager manager;
  private final ParameterStore store;
  private final Shape input;
  private final int classes;

  private Network(Model model, NDManager manager, Shape input, int classes) {
    this.model = model;
    this.block = model.getBlock();
    this.manager = manager;
    this.store = new ParameterStore(manager, false);
    this.input = input;
    this.classes = classes;
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      parameter.getValue().getArray().setRequiresGradient(true);
    }
  }

  /** Prepares the engine: one thread, nothing but what the class path has, nobody told. */
  private static NDManager manager() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1"); // sums in one order on any machine
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    return Engine.getEngine(ENGINE).newBaseManager(Device.cpu());
  }

  /** Returns layers of so many units with rectifiers between. */
  static Network perceptron(int features, List<Integer> hidden, int classes) {
    SequentialBlock block = new SequentialBlock();
    for (int units : hidden) {
      block.add(Linear.builder().setUnits(units).build());
      block.add(Activation.reluBlock());
    }
    block.add(Linear.builder().setUnits(classes).build());
    return initialized(block, new Shape(features), classes);
  }

  /** Returns convolutions of 3 x 3 pixels, each followed by a maximum over 2 x 2. */
  static Network convolution(int side, List<Integer> channels, int classes) {
    SequentialBlock block = new SequentialBlock();
    int left = side;
    for (int count : channels) {
      block.add(
          Conv2d.builder()
              .setKernelShape(new Shape(3, 3))
              .optPadding(new Shape(1, 1))
              .setFilters(count)
              .build());
      block.add(Activation.reluBlock());
      if (left >= 2) {
        block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        left /= 2;
      }
    }
    block.add(Blocks.batchFlattenBlock());
    block.add(Linear.builder().setUnits(classes).build());
    return initialized(block, new Shape(1, side, side), classes);
  }

  private static Network initialized(Block block, Shape input, int classes) {
    NDManager manager = manager();
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(input));
    Model model = Model.newInstance("network", Device.cpu(), ENGINE);
    model.setBlock(block);
    return new Network(model, manager, input, classes);
  }

  /** Returns the network of a TorchScript module. */
  static Network script(byte[] module, int features, int classes) {
    NDManager manager = manager();
    Model model = Model.newInstance("module", Device.cpu(), ENGINE);
    try {
      model.load(new ByteArrayInputStream(module), Map.of("trainParam", "true"));
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read the TorchScript module", broken);
    } catch (MalformedModelException broken) {
      throw new IllegalArgumentException("cannot read the TorchScript module", broken);
    }
    return new Network(model, manager, new Shape(features), classes);
  }

  /** Returns the names and shapes of the parameters in their order. */
  List<Map.Entry<String, List<Integer>>> shapes() {
    List<Map.Entry<String, List<Integer>>> shapes = new ArrayList<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      List<Integer> lengths = new ArrayList<>();
      for (long length : parameter.getValue().getArray().getShape().getShape()) {
        lengths.add(Math.toIntExact(length));
      }
      shapes.add(Map.entry(parameter.getKey(), lengths));
    }
    return shapes;
  }

  /** Returns the engine's name of what was built. */
  @Override
  public String toString() {
    return model.getName();
  }

  /** Returns the values of the parameters as they are. */
  double[] values() {
    List<float[]> parts = new ArrayList<>();
    int size = 0;
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      float[] part = parameter.getValue().getArray().toFloatArray();
      parts.add(part);
      size += part.length;
    }
    double[] values = new double[size];
    int at = 0;
    for (float[] part : parts) {
      for (float value : part) {
        values[at++] = value;
      }
    }
    return values;
  }

  private void set(double[] parameters) {
    int at = 0;
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      NDArray array = parameter.getValue().getArray();
      float[] part = new float[Math.toIntExact(array.size())];
      for (int k = 0; k < part.length; k++) {
        part[k] = (float) parameters[at++];
      }
      array.setRequiresGradient(false); // a leaf that requires one must not be written to
      try (NDArray values = manager.create(part, array.getShape())) {
        array.subi(array).addi(values); // copyTo would do, but has PyTorch warn of DJL
      }
      array.setRequiresGradient(true);
    }
  }

  /** Returns the weighted mean loss of rows, all with labels, and its gradient. */
  Objective.Slope slope(double[] parameters, LabeledRows rows, int[] selected) {
    set(parameters);
    Engine engine = Engine.getEngine(ENGINE);
    try (NDManager step = manager.newSubManager();
        GradientCollector collector = engine.newGradientCollector()) {
      NDArray logs = logProbabilities(step, rows, selected, true);
      NDArray weights = step.create(weights(rows, selected));
      NDArray loss = logs.mul(weights).sum().neg();
      collector.backward(loss);
      double value = loss.toFloatArray()[0];
      double[] gradient = new double[parameters.length];
      int at = 0;
      for (Pair<String, Parameter> parameter : block.getParameters()) {
        try (NDArray part = parameter.getValue().getArray().getGradient()) {
          for (float slope : part.toFloatArray()) {
            gradient[at++] = slope;
          }
        }
      }
      collector.zeroGradients();
      return new Objective.Slope(value, gradient);
    }
  }

  /** Returns log-probabilities, one row per selected row and one column per class. */
  private NDArray logProbabilities(
      NDManager step, LabeledRows rows, int[] selected, boolean training) {
    PointBlock points = rows.points();
    int d = points.dimension();
    float[] values = new float[selected.length * d];
    for (int i = 0; i < selected.length; i++) {
      for (int k = 0; k < d; k++) {
        values[i * d + k] = (float) points.coordinate(selected[i], k);
      }
    }
    NDArray given = step.create(values, new Shape(selected.length).addAll(input));
    NDArray scores = block.forward(store, new NDList(given), training).get(0);
    if (scores.getShape().dimension() != 2 || scores.getShape().get(1) != classes) {
      throw new IllegalArgumentException(
          "the network must give "
              + classes
              + " scores per row, it gives "
              + scores.getShape()
              + " for "
              + selected.length
              + " rows");
    }
    return scores.logSoftmax(1);
  }

  /** Returns the share of every selected row, at its class. */
  private float[][] weights(LabeledRows rows, int[] selected) {
    double total = 0;
    for (int row : selected) {
      total += rows.points().weight(row);
    }
    float[][] weights = new float[selected.length][classes];
    for (int i = 0; i < selected.length; i++) {
      int row = selected[i];
      weights[i][(int) rows.label(row)] = (float) (rows.points().weight(row) / total);
    }
    return weights;
  }

  /** Returns the loss and error of rows, all with labels. */
  Objective.Judgement judge(double[] parameters, LabeledRows rows, int[] selected) {
    set(parameters);
    Objective.Judgement all = new Objective.Judgement(0, 0, 0);
    for (int from = 0; from < selected.length; from += PIECE) {
      int[] piece = Arrays.copyOfRange(selected, from, Math.min(selected.length, from + PIECE));
      try (NDManager step = manager.newSubManager()) {
        float[] logs = logProbabilities(step, rows, piece, false).toFloatArray();
        for (int i = 0; i < piece.length; i++) {
          int label = (int) rows.label(piece[i]);
          int best = 0;
          for (int c = 1; c < classes; c++) {
            if (logs[i * classes + c] > logs[i * classes + best]) {
              best = c;
            }
          }
          double weight = rows.points().weight(piece[i]);
          all =
              all.with(
                  new Objective.Judgement(
                      weight, -weight * logs[i * classes + label], best == label ? 0 : weight));
        }
      }
    }
    return all;
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
