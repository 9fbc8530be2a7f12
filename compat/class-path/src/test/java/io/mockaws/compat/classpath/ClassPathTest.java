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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the first use of mockaws says of a class path that will not do. */
class ClassPathTest {
  private static final String CORE = System.getProperty("core");
  private static final String JAVA = System.getProperty("java");
  private static final List<String> LIBRARIES =
      List.of("kotlin-stdlib", "kotlinx-coroutines-core", "kotlinx-serialization-core");

  @ParameterizedTest
  @CsvSource({
    "kotlin-stdlib, 2.2.0, kotlin.version, old",
    "kotlin-stdlib, 2.2.0, kotlin.version, last",
    "kotlinx-coroutines-core, 1.10.2, kotlin-coroutines.version, old",
    "kotlinx-coroutines-core, 1.10.2, kotlin-coroutines.version, last",
    "kotlinx-serialization-core, 1.9.0, kotlin-serialization.version, old",
    "kotlinx-serialization-core, 1.9.0, kotlin-serialization.version, last"
  })
  void says_what_is_too_old(String library, String needed, String property, String age)
      throws Exception {
    String old = jar(age, library);
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

  @ParameterizedTest
  @EnumSource
  void says_it_whichever_way_one_comes_in(FirstUse.Way way) throws Exception {
    List<String> allOld = new ArrayList<>(jars("old"));
    allOld.add(0, CORE);

    String said = firstUse(allOld, way);

    assertTrue(
        said.startsWith("java.lang.IllegalStateException: mockaws-core needs kotlin-stdlib"), said);
  }

  @Test
  void says_which_of_two_to_drop(@TempDir Path repository) throws Exception {
    String core = copy(CORE, repository.resolve("io/mockaws/mockaws-core/core.jar"));
    String java = copy(JAVA, repository.resolve("io/mockaws/mockaws-java/java.jar"));
    List<String> kotlin = LIBRARIES.stream().map(System::getProperty).toList();

    for (List<String> ours : List.of(List.of(core, java), List.of(java, core))) {
      String said = firstUse(Stream.concat(ours.stream(), kotlin.stream()).toList());
      assertTrue(
          said.contains(
              "mockaws is on the class path more than once:\n  " + core + "\n  " + java + "\n"),
          said);
      assertTrue(said.contains("Drop one of them: in Java mockaws-core"), said);
    }
  }

  @Test
  void says_nothing_where_java_needs_nothing() throws Exception {
    List<String> besideOld = new ArrayList<>(jars("old"));
    besideOld.add(0, JAVA);

    assertEquals("started in us-east-1", firstUse(List.of(JAVA)));
    assertEquals("started in us-east-1", firstUse(besideOld));
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

  private static String copy(String jar, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    return Files.copy(Path.of(jar), place).toString();
  }

  private static String jar(String age, String library) {
    return jars(age).stream().filter(jar -> jar.contains(library + "-")).findAny().orElseThrow();
  }

  private static List<String> jars(String age) {
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("jars"), age))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".jar")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String firstUse(List<String> classPath) throws Exception {
    return firstUse(classPath, FirstUse.Way.START);
  }

  private static String firstUse(List<String> classPath, FirstUse.Way way) throws Exception {
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
                FirstUse.class.getName(),
                way.name())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }
}
