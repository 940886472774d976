package io.convoy.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.training.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainSettingsTest {

  private static TrainSettings settings(String... more) {
    List<String> args = new ArrayList<>(List.of("--data=d.csv", "--out=o"));
    args.addAll(List.of(more));
    return TrainTestCommand.parsed(args.toArray(String[]::new)).settings();
  }

  @Test
  void momentumIsKeptInOnePlace() {
    assertThat(settings().workerMomentum()).isEqualTo(0.9);
    assertThat(settings().optimizer()).isEqualTo(new Optimizer.Sgd(0, 0));
    TrainSettings server = settings("--momentum-at=server", "--momentum=0.5");
    assertThat(server.workerMomentum()).isZero();
    assertThat(server.optimizer()).isEqualTo(new Optimizer.Sgd(0.5, 0));
    TrainSettings adam = settings("--optimizer=adamw", "--weight-decay=0.01");
    assertThat(adam.workerMomentum()).isZero();
    assertThat(adam.optimizer()).isEqualTo(new Optimizer.AdamW(0.9, 0.01));
  }

  @Test
  void aTestTableReplacesHeldOutRows() {
    assertThat(settings().testFraction()).isEqualTo(0.2);
    assertThat(settings("--test=t.csv").testFraction()).isZero();
    assertThatThrownBy(() -> settings("--test=t.csv", "--test-fraction=0.1"))
        .isInstanceOf(JobFailure.class)
        .hasMessage("test and test-fraction set the same thing: give one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear | Linear[]",
        "logistic | Softmax[]",
        "svm | Svm[]",
        "mlp:128,64 | Perceptron[hidden=[128, 64]]",
        "conv:8,16 | Convolution[channels=[8, 16]]",
        "torchscript:s3a://m/net.pt | TorchScript[path=s3a://m/net.pt]"
      })
  void modelsAreReadByTheirNames(String name, String model) {
    assertThat(settings("--model=" + name).model()).hasToString(model);
  }
}
