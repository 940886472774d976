package io.convoy.jobs.report;

import io.convoy.jobs.outcome.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run found, for people: printed at its end and by {@code status}, kept in the report, shown
 * on its page.
 *
 * @param effort what it took, such as {@code 31 iterations}, or empty
 * @param sentences what was found, the most important first
 * @param figures the few numbers of it that a page shows large
 */
public record Headline(String effort, List<String> sentences, List<Figure> figures) {

  /** Nothing beyond how a run ended. */
  public static final Headline NONE = new Headline("", List.of(), List.of());

  public Headline {
    sentences = List.copyOf(sentences);
    figures = List.copyOf(figures);
  }

  /** Returns this headline without its secrets: names of columns and groups are the user's. */
  public Headline redacted(Redaction redaction) {
    return new Headline(effort, sentences.stream().map(redaction::text).toList(), figures);
  }

  /** Makes a headline of the figures of a result; those that it does not have leave nothing. */
  public static final class Of {

    private final Map<String, Object> result;
    private final List<String> sentences = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private String effort = "";

    public Of(Map<String, Object> result) {
      this.result = result;
    }

    /** Says how many {@code unit} the run took, if the result says so under that key. */
    public Of after(String unit) {
      effort = result.containsKey(unit) ? part("", unit, " " + unit) : effort;
      return this;
    }

    /** Adds a sentence of some parts, if any of them is there. */
    public Of say(String... parts) {
      String sentence = String.join("", parts);
      if (!sentence.isBlank()) {
        sentences.add(sentence);
      }
      return this;
    }

    /** Adds a figure, if the result has it. */
    public Of show(String name, String key, String remark) {
      if (isKnown(key)) {
        figures.add(new Figure(name, result.get(key), remark));
      }
      return this;
    }

    /** Returns a figure between words; nothing if the result does not know it. */
    public String part(String before, String key, String after) {
      return isKnown(key) ? before + Numbers.brief(result.get(key)) + after : "";
    }

    /** What is not finite, in a run that was exhausted early, says nothing. */
    private boolean isKnown(String key) {
      Object value = result.get(key);
      return value != null
          && !(value instanceof Number number && !Double.isFinite(number.doubleValue()));
    }

    /** Returns the headline. */
    public Headline done() {
      return new Headline(effort, sentences, figures);
    }
  }
}
