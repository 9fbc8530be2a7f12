package io.mockaws.junit;

/** Who shares a mock. */
public enum Isolation {
  /**
   * Every test has a mock of its own, which begins as a copy of what {@link MockAwsFixture} and
   * {@code @BeforeAll} methods made. Each repetition and each set of arguments is a test; the
   * dynamic tests of one {@code @TestFactory} method share one mock.
   */
  PER_TEST,

  /** All tests of a class, and of the classes nested in it, share one mock. */
  PER_CLASS,
}
