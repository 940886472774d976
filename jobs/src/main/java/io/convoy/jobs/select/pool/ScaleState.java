package io.convoy.jobs.select.pool;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.select.scale.FeatureScale;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.checkpoint.Snapshot;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * The scale of the features that the first date of an epoch leaves for the others, under {@code
 * _state/D/scale}.
 */
record ScaleState(CheckpointStore store, String date) {

  static ScaleState of(PoolState state, String date) {
    Path directory = new Path(new Path(state.out().states(), date), "scale");
    return new ScaleState(
        new CheckpointStore(directory, state.spark().sessionState().newHadoopConf()), date);
  }

  /**
   * Returns the scale.
   *
   * @throws JobFailure if the epoch's date has left none
   */
  FeatureScale read(String key) {
    Map<String, double[]> arrays =
        store
            .latest(key)
            .orElseThrow(
                () ->
                    JobFailure.badInput(
                        "epoch: the run of "
                            + date
                            + " has left no scale of these features; run it first, with the same"
                            + " --method, --standardize and --features"))
            .arrays();
    return FeatureScale.fromArrays(arrays);
  }

  void write(String key, FeatureScale scale) {
    store.clear();
    store.save(new Snapshot(key, 0, scale.toArrays(), Map.of()));
  }
}
