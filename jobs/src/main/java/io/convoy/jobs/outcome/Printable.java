package io.convoy.jobs.outcome;

/** Text as one line that a terminal shows as it is, whatever ids and names of columns it quotes. */
public final class Printable {

  /** Longer lines lose their middle: an id may be as long as a page. */
  private static final int LONGEST = 1000;

  private Printable() {}

  /**
   * Returns {@code text} with escapes in place of whatever moves a cursor, changes colours or turns
   * the direction of writing, and not much longer than a person reads.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (Character.isISOControl(point) || turnsOrBreaks(point)) {
                line.append(point == '\n' ? "\\n" : String.format("\\u%04x", point));
              } else {
                line.appendCodePoint(point);
              }
            });
    if (line.length() <= LONGEST) {
      return line.toString();
    }
    int half = LONGEST / 2;
    int from = half - (isSplit(line, half) ? 1 : 0);
    int to = line.length() - half + (isSplit(line, line.length() - half) ? 1 : 0);
    return line.substring(0, from) + " ... " + line.substring(to);
  }

  private static boolean isSplit(CharSequence line, int at) {
    return Character.isLowSurrogate(line.charAt(at))
        && Character.isHighSurrogate(line.charAt(at - 1));
  }

  private static boolean turnsOrBreaks(int point) {
    return point == 0x2028
        || point == 0x2029
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069)
        || Character.getType(point) == Character.SURROGATE;
  }
}
