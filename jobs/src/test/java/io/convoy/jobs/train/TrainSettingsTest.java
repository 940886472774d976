package io.convoy.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Typed;
import io.convoy.robust.Attack;
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
    return Typed.settings(TrainSettings.class, args.toArray(String[]::new));
  }

  @Test
  void momentumIsKeptInOnePlace() {
    assertThat(settings().learning().workerMomentum()).isEqualTo(0.9);
    assertThat(settings().learning().stepper()).isEqualTo(new Optimizer.Sgd(0, 0));
    Learning server = settings("--momentum-at=server", "--momentum=0.5").learning();
    assertThat(server.workerMomentum()).isZero();
    assertThat(server.stepper()).isEqualTo(new Optimizer.Sgd(0.5, 0));
    Learning adam = settings("--optimizer=adamw", "--weight-decay=0.01").learning();
    assertThat(adam.workerMomentum()).isZero();
    assertThat(adam.stepper()).isEqualTo(new Optimizer.AdamW(0.9, 0.01));
  }

  @Test
  void aTestTableReplacesHeldOutRows() {
    assertThat(settings().rows().heldOut()).isEqualTo(0.2);
    assertThat(settings("--test=t.csv").rows().heldOut()).isZero();
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
    assertThat(settings("--model=" + name).learning().model()).hasToString(model);
  }

  @Test
  void aTournamentIsBetweenAllRulesUnderAllAttacksButTheSlowOne() {
    assertThat(settings().purpose()).isEqualTo(new Purpose.OneModel());
    String[] asked = {"--tournament", "--worker-assignment=hash", "--workers=15"};
    assertThat(settings(asked).purpose())
        .isInstanceOfSatisfying(
            Purpose.Comparison.class,
            players -> {
              assertThat(players.aggregators()).hasSize(13).contains(Purpose.Comparison.PLAIN);
              assertThat(players.attacks()).extracting(Attack::kind).isEqualTo(Attack.COMPARED);
              assertThat(players.learningRates()).containsExactly(0.05, 0.2, 0.8);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--aggregators=median => aggregators needs --tournament",
        "--tournament --worker-assignment=hash --model=linear => model must classify",
        "--tournament --worker-assignment=hash --byzantine=0 => needs --byzantine of at least 1",
        "--tournament --worker-assignment=hash --test-fraction=0 => needs --test or",
        "--tournament --worker-assignment=hash --learning-rates=0 => learning-rates must be > 0",
        "--tournament --worker-assignment=hash --attacks=lie => attacks: attack must be one of"
      })
  void whatMakesNoSenseIsSaidInOneSentence(String args, String sentence) {
    assertThatThrownBy(() -> settings(args.split(" ")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(sentence);
  }
}
