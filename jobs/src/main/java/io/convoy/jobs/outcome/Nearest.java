package io.convoy.jobs.outcome;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Names what a user probably meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * Returns {@code "; the nearest is 'x'"} for the candidate with the fewest edits from {@code
   * word}, case ignored, ties broken alphabetically; the empty string when there are no candidates.
   */
  public static String hint(String word, Collection<String> candidates) {
    String folded = word.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .min(
            Comparator.<String>comparingInt(
                    candidate ->
                        LevenshteinDistance.getDefaultInstance()
                            .apply(folded, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .map(nearest -> "; the nearest is '" + nearest + "'")
        .orElse("");
  }
}
