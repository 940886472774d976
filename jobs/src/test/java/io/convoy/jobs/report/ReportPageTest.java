package io.convoy.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.jobs.report.RunReport.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  @Test
  void everythingFromDataIsEscaped() {
    String hostile = "<script>alert('x')</script>\"&${title}";
    String page =
        ReportPage.html(
            Reports.with(
                Status.EXHAUSTED, Map.of(hostile, hostile, "list", List.of(hostile)), List.of()),
            List.of());
    assertThat(page)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert('x')&lt;/script&gt;&quot;&amp;${title}");
  }

  @Test
  void thePageNeedsNoNetwork() {
    String page =
        ReportPage.html(Reports.converged(), pictures())
            .replaceAll("data:image/png;base64,[^\"]+", "");
    assertThat(page).doesNotContain("http:", "https:", "//", "<script", "@import", "url(");
  }

  @Test
  void costGapAndBracketAreThere() {
    assertThat(ReportPage.html(Reports.converged(), List.of()))
        .contains("512.3", "duality gap 1.235e-4", "505.1", "512.4");
  }

  @Test
  void picturesAreSharp() throws IOException {
    List<Picture> pictures = pictures();
    assertThat(pictures).extracting(Picture::name).containsExactly("matching", "convergence");
    for (Picture picture : pictures) {
      assertThat(ImageIO.read(new ByteArrayInputStream(picture.png())).getWidth())
          .isGreaterThan(1000);
    }
    String kept = System.getProperty("convoy.keep-page");
    if (kept != null) { // to look at it
      Files.writeString(Path.of(kept), ReportPage.html(Reports.converged(), pictures));
    }
  }

  @Test
  void labelsColourTheCloudsUnlessThereAreTooMany() {
    assertThat(MatchingPicture.draw(clouds(3)).getSeriesMap())
        .containsKeys("0", "2", "2" + Look.SAME_TO_THE_EYE)
        .doesNotContainKey("source");
    assertThat(MatchingPicture.draw(clouds(50)).getSeriesMap()).containsKeys("source", "target");
  }

  @Test
  void aTraceWithoutPositiveErrorsIsNotDrawn() {
    RunReport report =
        Reports.with(Status.EXHAUSTED, Map.of(), List.of(new TraceRow(1, 1, Double.NaN, 0)));
    assertThat(Picture.ofConvergence(report.trace(), 1e-4, "epsilon")).isEmpty();
  }

  private static List<Picture> pictures() {
    return Stream.concat(
            Picture.ofMatching(clouds(0)).stream(),
            Picture.ofConvergence(Reports.converged().trace(), 1e-4, "epsilon").stream())
        .toList();
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
