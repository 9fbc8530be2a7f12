package io.mockaws.junit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where JUnit's contexts are in the tree of engine, classes, methods and repetitions. */
final class Contexts {
  private Contexts() {}

  /** The innermost context of a class that {@code context} is in or is. */
  static ExtensionContext classOf(ExtensionContext context) {
    ExtensionContext candidate = context;
    while (candidate.getTestMethod().isPresent() || candidate.getTestClass().isEmpty()) {
      candidate = candidate.getParent().orElseThrow();
    }
    return candidate;
  }

  /** The context of the class that the class of {@code context} is nested in. */
  static ExtensionContext enclosing(ExtensionContext context) {
    Class<?> nested = context.getRequiredTestClass();
    ExtensionContext candidate = context;
    while (candidate.getRequiredTestClass() == nested) {
      candidate = candidate.getParent().orElseThrow();
    }
    return candidate;
  }

  /** The class of {@code context} and those that it is nested in, outermost first. */
  static Iterable<Class<?>> classes(ExtensionContext context) {
    Deque<Class<?>> classes = new ArrayDeque<>();
    for (ExtensionContext candidate = context;
        candidate.getTestClass().isPresent();
        candidate = candidate.getParent().orElseThrow()) {
      Class<?> type = candidate.getRequiredTestClass();
      if (classes.peekFirst() != type) {
        classes.addFirst(type);
      }
    }
    return classes;
  }
}
