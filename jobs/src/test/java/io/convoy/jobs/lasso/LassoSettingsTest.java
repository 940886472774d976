package io.convoy.jobs.lasso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Typed;
import io.convoy.network.LocalModel;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LassoSettingsTest {

  @Test
  void namesAndNumbersAreRead() {
    LassoSettings settings =
        settings("--edges e --objective svm:2 --lambda path:0.1,1.5,7 --split time:0.3 --time t");
    assertThat(settings.objective()).isEqualTo(new LocalModel.Margin(2));
    assertThat(settings.lambda()).isEqualTo(new LambdaRule.Path(0.1, 1.5, 7));
    assertThat(settings.split()).isEqualTo(new SplitRule.Time(0.3));
    assertThat(settings.nodes().standardize()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --lambda 1                        | one of edges and knn is needed, got neither
          --edges e --knn 3                 | one of edges and knn is needed, got both
          --knn 3                           | knn needs --coordinates A,B
          --knn 3 --coordinates a           | coordinates must be two columns, got a
          --edges e --lambda -1             | lambda must be >= 0 and finite, got -1.0
          --edges e --lambda much           | lambda must be auto, a number or path
          --edges e --lambda path:1,0.5     | grow by a factor above 1
          --edges e --objective ridge       | ridge needs a number after a colon
          --edges e --objective forest:3    | objective must be one of ridge:MU
          --edges e --penalty log           | log needs a number after a colon
          --edges e --split none            | lambda auto is chosen by held-out rows
          --edges e --split rows:2          | a share above 0 and below 1, got 2.0
          --edges e --split rows            | split must be rows:F
          --edges e --split time:0.2        | split time needs --time COLUMN
          --edges e --partition metis       | partition must be one of
          --edges e --min-rows 0            | min-rows must be >= 1, got 0
          --edges e --objective oneclass:.1 | lambda auto needs known incidents
          --edges e --layout wide           | layout wide needs --time COLUMN
          --edges e --layout wide --time t  | of which it needs at least 1, got 0
          --edges e --lags 2                | lags is for layout wide only, got layout long
          --edges e --labels l              | labels is for layout wide only, got layout long
          --edges e --period 7              | period needs --time COLUMN
          --edges e --layout wide --time t --id n           | id, weight and label have no meaning there
          --edges e --layout wide --time t --lags -1        | lags must be >= 0, got -1
          --edges e --layout wide --time t --lags 1 --labels l | labels are of use to objective oneclass only
          --edges e --layout wide --time t --lags 1 --coordinates a,b | coordinates cannot be read from it
          --edges e --layout wide --time t --lags 1 --split column:c | split column cannot be read from it
          --edges e --layout wide --time t --lags 1 --objective svm:1 | an objective of two classes cannot learn
          --edges e --partition coordinates | partition coordinates needs --coordinates A,B
          --edges e --refit --penalty laplacian | it needs penalty norm or log
          --edges e --bandwidth 0           | bandwidth must be > 0 and finite, got 0.0
          --edges e --random-features 0     | random-features must be
          """)
  void badSettingsAreNamed(String options, String sentence) {
    assertThatThrownBy(() -> settings(options))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(sentence);
  }

  private static LassoSettings settings(String options) {
    return Typed.settings(
        LassoSettings.class,
        Stream.concat(
                Stream.of("--nodes", "n", "--out", "o"), Arrays.stream(options.split(" ", -1)))
            .toArray(String[]::new));
  }
}
