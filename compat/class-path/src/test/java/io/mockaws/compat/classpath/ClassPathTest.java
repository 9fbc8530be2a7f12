package io.mockaws.compat.classpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the first use of mockaws says of a class path that will not do. */
class ClassPathTest {
  private static final String CORE = System.getProperty("core");
  private static final String JAVA = System.getProperty("java");
  private static final List<String> LIBRARIES =
      List.of("kotlin-stdlib", "kotlinx-coroutines-core", "kotlinx-serialization-core");

  @ParameterizedTest
  @CsvSource({
    "kotlin-stdlib, 2.2.0, kotlin.version",
    "kotlinx-coroutines-core, 1.10.2, kotlin-coroutines.version",
    "kotlinx-serialization-core, 1.9.0, kotlin-serialization.version"
  })
  void says_what_is_too_old(String library, String needed, String property) throws Exception {
    String old = old(library);
    String said = firstUse(coreWith(library, old));

    assertTrue(
        said.startsWith(
            "java.lang.IllegalStateException: mockaws-core needs "
                + library
                + " "
                + needed
                + " or newer, and found "
                + old
                + ".\n"),
        said);
    assertTrue(said.contains("Maven: import io.mockaws:mockaws-bom"), said);
    assertTrue(said.contains("<" + property + ">" + needed + "</" + property + ">"), said);
    assertTrue(said.contains("In Java depend on mockaws-junit5 or mockaws-java"), said);
  }

  @ParameterizedTest
  @CsvSource({"kotlin-stdlib", "kotlinx-coroutines-core", "kotlinx-serialization-core"})
  void says_what_is_missing(String library) throws Exception {
    String said = firstUse(coreWith(library, null));

    assertTrue(
        said.contains(" needs " + library + " ")
            && said.contains("and there is none on the class path.\n"),
        said);
  }

  @Test
  void says_which_of_two_to_drop() throws Exception {
    List<String> coreFirst = coreWith("kotlin-stdlib", System.getProperty("kotlin-stdlib"));
    coreFirst.add(JAVA);
    List<String> javaFirst = new ArrayList<>(List.of(JAVA));
    javaFirst.addAll(coreFirst);

    for (List<String> classPath : List.of(coreFirst, javaFirst)) {
      String said = firstUse(classPath);
      assertTrue(said.contains("mockaws is on the class path more than once:\n  "), said);
      assertTrue(said.contains(CORE) && said.contains(JAVA), said);
      assertTrue(said.contains("Drop one of them: in Java mockaws-core"), said);
    }
  }

  @Test
  void says_nothing_where_java_needs_nothing() throws Exception {
    assertEquals("started in us-east-1", firstUse(List.of(JAVA)));
    assertEquals(
        "started in us-east-1",
        firstUse(
            Stream.concat(Stream.of(JAVA), LIBRARIES.stream().map(name -> old(name))).toList()));
  }

  private static List<String> coreWith(String library, String jar) {
    List<String> classPath = new ArrayList<>(List.of(CORE));
    for (String name : LIBRARIES) {
      String there = name.equals(library) ? jar : System.getProperty(name);
      if (there != null) {
        classPath.add(there);
      }
    }
    return classPath;
  }

  private static String old(String library) {
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("old")))) {
      return jars.map(Path::toString).filter(jar -> jar.contains(library)).findAny().orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String firstUse(List<String> classPath) throws Exception {
    List<String> all = new ArrayList<>(classPath);
    all.add(
        Path.of(FirstUse.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, all),
                FirstUse.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }
}
