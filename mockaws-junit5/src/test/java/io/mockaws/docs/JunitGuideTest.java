package io.mockaws.docs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every Java snippet of {@code docs/junit.md} is code that the tests run. */
class JunitGuideTest {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final List<Path> SOURCES =
      List.of(Path.of("src/test/java"), Path.of("../samples/junit-java/src"));

  @TestFactory
  Stream<DynamicTest> snippets() throws IOException {
    List<String> snippets =
        SNIPPET
            .matcher(Files.readString(Path.of("../docs/junit.md")))
            .results()
            .map(MatchResult::group)
            .map(snippet -> snippet.replaceFirst("```java", "").replaceFirst("```$", ""))
            .toList();
    assertFalse(snippets.isEmpty());
    String code = SOURCES.stream().map(JunitGuideTest::code).collect(Collectors.joining());
    return snippets.stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.strip().lines().findFirst().orElseThrow(),
                    () -> assertTrue(code.contains(packed(snippet)), snippet)));
  }

  private static String code(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(JunitGuideTest::read)
          .map(JunitGuideTest::packed)
          .collect(Collectors.joining());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where lines break and how far they are indented is left open. */
  private static String packed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
