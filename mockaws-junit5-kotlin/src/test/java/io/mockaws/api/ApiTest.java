package io.mockaws.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kotlin.sequences.SequencesKt;
import kotlinx.validation.api.ClassBinarySignature;
import kotlinx.validation.api.KotlinSignaturesLoadingKt;
import org.junit.jupiter.api.Test;

/**
 * The public API as it was last agreed on. {@code -Dmockaws.write=true} writes it anew: what is
 * removed or changed there breaks users' tests.
 */
class ApiTest {
  /** What reads badly in Java, or cannot be called from it. */
  private static final List<String> KOTLIN =
      List.of(
          "kotlin/jvm/functions/",
          "kotlin/Unit",
          "kotlin/coroutines/Continuation",
          "kotlin/time/",
          "kotlin/sequences/",
          "kotlinx/coroutines/flow/");

  @Test
  void core_is_as_agreed() throws Exception {
    assertDump(Path.of("../mockaws-core/api/mockaws-core.api"), MockAws.class);
  }

  @Test
  void junit5_is_as_agreed() throws Exception {
    assertDump(Path.of("../mockaws-junit5/api/mockaws-junit5.api"), MockAwsTest.class);
  }

  @Test
  void nothing_that_java_sees_speaks_kotlin() throws Exception {
    String type = "";
    StringBuilder found = new StringBuilder();
    for (String line : dump(MockAws.class).lines().toList()) {
      if (!line.startsWith("\t")) {
        type = line;
      } else if (!line.contains(" synthetic ")
          && !isKotlinsOwn(type)
          && KOTLIN.stream().anyMatch(line::contains)) {
        found.append(type).append('\n').append(line).append('\n');
      }
    }
    assertEquals("", found.toString());
  }

  /**
   * The suspending {@code mockAws} block, and what transports are written to, which suspend too.
   */
  private static boolean isKotlinsOwn(String type) {
    return type.contains(" io/mockaws/MockAwsScope") || type.contains(" io/mockaws/wire/http/");
  }

  private static void assertDump(Path file, Class<?> member) throws Exception {
    String now = dump(member);
    if (Boolean.getBoolean("mockaws.write")) {
      Files.writeString(file, now);
    }
    assertEquals(Files.readString(file), now, "The API changed; -Dmockaws.write=true accepts it");
  }

  private static String dump(Class<?> member) throws IOException, URISyntaxException {
    URI place = member.getProtectionDomain().getCodeSource().getLocation().toURI();
    if (!place.getPath().endsWith(".jar")) {
      return dump(Path.of(place));
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place), Map.of())) {
      return dump(jar.getPath("/"));
    }
  }

  private static String dump(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<InputStream> classes =
          files
              .filter(file -> file.toString().endsWith(".class"))
              .sorted()
              .map(ApiTest::open)
              .toList();
      List<ClassBinarySignature> all =
          KotlinSignaturesLoadingKt.loadApiFromJvmClasses(
              SequencesKt.asSequence(classes.iterator()), name -> true);
      List<ClassBinarySignature> visible =
          KotlinSignaturesLoadingKt.filterOutNonPublic(all, List.of(), List.of());
      return KotlinSignaturesLoadingKt.dump(visible, new StringBuilder()).toString();
    }
  }

  private static InputStream open(Path file) {
    try {
      return new ByteArrayInputStream(Files.readAllBytes(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
