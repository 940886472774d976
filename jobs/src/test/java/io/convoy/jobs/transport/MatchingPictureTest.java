package io.convoy.jobs.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.jobs.report.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchingPictureTest {

  @Test
  void labelsColourTheCloudsUnlessThereAreTooMany() {
    assertThat(MatchingPicture.draw(clouds(3)).getSeriesMap())
        .containsKeys("0", "2", "2" + Look.SAME_TO_THE_EYE)
        .doesNotContainKey("source");
    assertThat(MatchingPicture.draw(clouds(50)).getSeriesMap()).containsKeys("source", "target");
  }

  @Test
  void aPictureNeedsPoints() {
    assertThat(MatchingPicture.of(clouds(0))).isPresent();
    Clouds none = new Clouds(new double[0][], new double[0][], List.of(), List.of(), List.of());
    assertThat(MatchingPicture.of(none)).isEmpty();
  }

  private static Clouds clouds(int labels) {
    Random random = new Random(1);
    int n = 300;
    double[][] source = new double[n][];
    double[][] target = new double[n][];
    List<Match> matches = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * i / n;
      source[i] =
          new double[] {
            10 * Math.cos(angle) + random.nextGaussian(),
            6 * Math.sin(angle) + random.nextGaussian()
          };
      target[i] = new double[] {source[i][0] + 9 + random.nextGaussian(), source[i][1] * 0.6 + 5};
      matches.add(new Match(i, i, random.nextDouble() + 0.1));
      if (labels > 0) {
        names.add(String.valueOf(i % labels));
      }
    }
    return new Clouds(source, target, matches, names, names);
  }
}
