package io.convoy.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.jobs.report.RunReport.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    assertThat(pictures).extracting(Picture::name).containsExactly("convergence");
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
  void aTraceWithoutPositiveErrorsIsNotDrawn() {
    RunReport report =
        Reports.with(Status.EXHAUSTED, Map.of(), List.of(new TraceRow(1, 1, Double.NaN, 0)));
    assertThat(Picture.ofConvergence(report.trace(), 1e-4, "epsilon")).isEmpty();
  }

  private static List<Picture> pictures() {
    return Picture.ofConvergence(Reports.converged().trace(), 1e-4, "epsilon").stream().toList();
  }
}
