package io.mockaws.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What Java meets of mockaws: none of its Kotlin, neither beside it nor in its signatures. */
class NoKotlinTest {
  private static final Pattern KOTLIN = Pattern.compile("shaded|(?<![\\w.])kotlinx?\\.");

  @Test
  @DisabledIfSystemProperty(named = "mockaws.kotlin", matches = ".+")
  void there_is_none_on_the_class_path() {
    for (String name :
        List.of(
            "kotlin.Unit",
            "kotlinx.coroutines.Job",
            "kotlinx.serialization.KSerializer",
            "com.fasterxml.jackson.core.JsonFactory",
            "org.objectweb.asm.ClassReader",
            "io.ktor.http.HttpMethod")) {
      assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
    }
  }

  @Test
  void no_signature_tells_of_it() throws Exception {
    List<String> found = new ArrayList<>();
    int classes = 0;
    for (String name : classes()) {
      Class<?> type = Class.forName(name, false, MockAws.class.getClassLoader());
      if (!Modifier.isPublic(type.getModifiers()) || type.isSynthetic()) {
        continue;
      }
      classes++;
      check(type.toGenericString(), found);
      check(type.getGenericSuperclass() + " " + List.of(type.getGenericInterfaces()), found);
      for (Constructor<?> member : type.getDeclaredConstructors()) {
        check(type, member, found);
      }
      for (Method member : type.getDeclaredMethods()) {
        check(type, member, found);
      }
      for (Field member : type.getDeclaredFields()) {
        check(type, member, found);
      }
    }
    assertEquals(List.of(), found);
    assertTrue(classes > 30, classes + " classes are public");
  }

  private static void check(Class<?> type, Member member, List<String> found) {
    boolean isOpen = Modifier.isPublic(member.getModifiers()) || isProtected(type, member);
    if (isOpen && !member.isSynthetic()) {
      check(
          member instanceof Executable code
              ? code.toGenericString()
              : ((Field) member).toGenericString(),
          found);
    }
  }

  private static boolean isProtected(Class<?> type, Member member) {
    return Modifier.isProtected(member.getModifiers()) && !Modifier.isFinal(type.getModifiers());
  }

  private static void check(String signature, List<String> found) {
    if (KOTLIN.matcher(signature).find()) {
      found.add(signature);
    }
  }

  private static List<String> classes() throws IOException, URISyntaxException {
    URI place = MockAws.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    if (!place.getPath().endsWith(".jar")) {
      return classes(Path.of(place));
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place), Map.of())) {
      return classes(jar.getPath("/"));
    }
  }

  private static List<String> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("shaded"))
          .map(name -> name.replace('/', '.').replaceAll("\\.class$", ""))
          .toList();
    }
  }
}
