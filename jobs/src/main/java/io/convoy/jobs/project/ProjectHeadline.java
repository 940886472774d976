package io.convoy.jobs.project;

import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Numbers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a mixture promises, and why not to believe it. */
final class ProjectHeadline {

  /** Noise that grows more than this often hides what mixtures differ by. */
  private static final double MUCH_NOISE = 3;

  private ProjectHeadline() {}

  static Headline of(Map<String, Object> numbers) {
    Headline.Of told = new Headline.Of(numbers);
    Map<?, ?> shares = (Map<?, ?>) numbers.get("recommended");
    told.say(
            "recommended ",
            shares.entrySet().stream()
                .map(share -> share.getKey() + " " + Numbers.brief(share.getValue()))
                .collect(Collectors.joining(", ")),
            told.part(": predicted performance ", "predicted-performance", ""),
            told.part(" at size ", "predicted-at-size", ""),
            told.part(", of the best pilot's mixture ", "best-pilot-predicted", ""))
        .say(
            told.part("fit of form ", "form", ""),
            told.part(": error of leaving one out ", "loo-error", ""),
            told.part(", by shares alone ", "baseline-linear-error", ""),
            told.part("; projected to the largest size from the others ", "projection-error", ""),
            told.part(", taken from the size before ", "baseline-last-size-error", ""));
    if (numbers.get("fits") instanceof List<?> fits && fits.size() == 1) {
      told.say("all pilots have one size, so nothing is said of another");
    }
    if (number(numbers, "noise-amplification") > MUCH_NOISE) {
      told.say(
          "warning: the projection amplifies noise of the pilots ",
          Numbers.brief(numbers.get("noise-amplification")),
          " times; make pilots of sizes that differ more, the largest at least 4 times the smallest");
    }
    double gain =
        number(numbers, "predicted-performance") - number(numbers, "best-pilot-predicted");
    if (gain < number(numbers, "noise-amplification") * number(numbers, "loo-error")) {
      told.say("the gain over the best pilot's mixture is within the error of the prediction");
    }
    return told.show("predicted performance", "predicted-performance", "").done();
  }

  private static double number(Map<String, ?> numbers, String key) {
    return numbers.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
