package io.mockaws.compat.classpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Jars that carry what others have made say so, with their licences. */
class LicencesTest {
  private static final String SHADED = "io/mockaws/shaded/";
  private static final Pattern ROW =
      Pattern.compile("\\| [^|]+ \\| ([^|]+) \\| [^|]+ \\| [^|]+ \\|");

  @Test
  void the_jar_for_java_names_all_that_it_has_inside() throws IOException {
    check(Path.of(System.getProperty("java")), SHADED);
  }

  @Test
  void the_servers_jar_names_all_that_it_has_inside() throws IOException {
    check(Path.of(System.getProperty("server")), "");
  }

  private static void check(Path file, String root) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      List<String> named = named(text(jar, "META-INF/THIRD-PARTY"));
      Set<String> unnamed = new TreeSet<>();
      for (String type : classes(jar)) {
        boolean isOurs = type.startsWith("io/mockaws/") && !type.startsWith(SHADED);
        String home = type.startsWith(root) ? type.substring(root.length()) : type;
        if (!isOurs && named.stream().noneMatch(name -> home.startsWith(name + "/"))) {
          unnamed.add(home.substring(0, home.lastIndexOf('/')));
        }
      }
      assertEquals(Set.of(), unnamed);
      assertTrue(text(jar, "META-INF/LICENSE").contains("Apache License"));
      assertTrue(text(jar, "META-INF/NOTICE").contains("models of AWS's services"));
    }
  }

  private static List<String> named(String thirdParty) {
    return ROW.matcher(thirdParty)
        .results()
        .map((MatchResult row) -> row.group(1))
        .flatMap(packages -> Pattern.compile(", ").splitAsStream(packages))
        .toList();
  }

  private static Set<String> classes(JarFile jar) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(".class"))
        .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
        .filter(name -> name.contains("/"))
        .collect(Collectors.toSet());
  }

  private static String text(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertTrue(entry != null, () -> jar.getName() + " has no " + name);
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
