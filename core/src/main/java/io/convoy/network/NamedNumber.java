package io.convoy.network;

/**
 * A name and perhaps a number after a colon.
 *
 * @param text as it was written
 * @param name what stands before the colon
 * @param after what stands after it, null if there is none
 */
record NamedNumber(String text, String name, String after) {

  static NamedNumber of(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new NamedNumber(text, text, null)
        : new NamedNumber(text, text.substring(0, colon), text.substring(colon + 1));
  }

  double number() {
    try {
      if (after != null) {
        return Double.parseDouble(after);
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new IllegalArgumentException(
        name + " needs a number after a colon, such as " + name + ":0.5, got '" + text + "'");
  }
}
