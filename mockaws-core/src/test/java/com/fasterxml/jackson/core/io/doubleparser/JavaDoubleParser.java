package com.fasterxml.jackson.core.io.doubleparser;

/** AWS's event-ruler calls this class, which Jackson has not had since 2.18. */
public final class JavaDoubleParser {
  private JavaDoubleParser() {}

  public static double parseDouble(CharSequence text) {
    return Double.parseDouble(text.toString());
  }
}
