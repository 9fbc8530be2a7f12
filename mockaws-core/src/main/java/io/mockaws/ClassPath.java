package io.mockaws;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Says in words what is wrong with a class path, before the JVM says it in names of classes. Looked
 * at once, by the first use of mockaws; refers to no class of Kotlin, which may be what is wrong.
 */
public final class ClassPath {
  /**
   * A library, and what only those of its versions have that will do.
   *
   * @param newest the class that came with the oldest version that will do
   * @param any a class that every version has
   * @param coordinates the artifact as Maven names it
   * @param version the oldest version that will do
   * @param property what sets its version under Spring Boot's parent
   */
  private record Need(
      String newest, String any, String coordinates, String version, String property) {}

  private static final List<Need> NEEDS =
      List.of(
          new Need(
              "kotlin.ContextParametersKt",
              "kotlin.Unit",
              "org.jetbrains.kotlin:kotlin-stdlib",
              "2.2.0",
              "kotlin.version"),
          new Need(
              "kotlinx.coroutines.DispatchException",
              "kotlinx.coroutines.Job",
              "org.jetbrains.kotlinx:kotlinx-coroutines-core",
              "1.10.2",
              "kotlin-coroutines.version"),
          new Need(
              "kotlinx.serialization.internal.InstantSerializer",
              "kotlinx.serialization.KSerializer",
              "org.jetbrains.kotlinx:kotlinx-serialization-core",
              "1.9.0",
              "kotlin-serialization.version"));

  private static final String OURS = "io/mockaws/MockAws.class";

  private static volatile boolean isGood;

  private ClassPath() {}

  /**
   * Does nothing where all is well.
   *
   * @throws IllegalStateException where mockaws is there twice, or a library of Kotlin's is missing
   *     or too old for it; the message says where it is, what is needed, and what to set
   */
  public static void check() {
    if (isGood) {
      return;
    }
    checkOnce();
    NEEDS.forEach(ClassPath::check);
    isGood = true;
  }

  private static void checkOnce() {
    List<URL> places;
    try {
      places = Collections.list(loader().getResources(OURS));
    } catch (IOException unreadable) {
      return;
    }
    TreeSet<String> jars = new TreeSet<>();
    places.forEach(place -> jars.add(jarOf(place, OURS)));
    if (jars.size() > 1) {
      throw new IllegalStateException(
          "mockaws is on the class path more than once:\n  "
              + String.join("\n  ", jars)
              + "\nmockaws-java has all of mockaws-core in it, for projects in Java. Drop one of"
              + " them: in Java mockaws-core, and mockaws-ktor with it; in Kotlin mockaws-java, for"
              + " which mockaws-junit5-kotlin has to be named in place of mockaws-junit5.");
    }
  }

  private static void check(Need need) {
    if (isThere(need.newest())) {
      return;
    }
    String resource = need.any().replace('.', '/') + ".class";
    URL found = loader().getResource(resource);
    String name = need.coordinates().substring(need.coordinates().indexOf(':') + 1);
    throw new IllegalStateException(
        "mockaws-core needs "
            + name
            + " "
            + need.version()
            + " or newer, and "
            + (found == null
                ? "there is none on the class path"
                : "found " + jarOf(found, resource))
            + ".\nIn Java depend on mockaws-junit5 or mockaws-java, which need no Kotlin at all."
            + " In Kotlin set its version:\n  Maven: import io.mockaws:mockaws-bom, or "
            + need.coordinates()
            + ":"
            + need.version()
            + ", in dependencyManagement, before others\n  Gradle:"
            + " testImplementation(platform(\"io.mockaws:mockaws-bom:<version>\"))\n  Spring Boot:"
            + " <"
            + need.property()
            + ">"
            + need.version()
            + "</"
            + need.property()
            + "> in properties; with Gradle extra[\""
            + need.property()
            + "\"] = \""
            + need.version()
            + "\"");
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, loader());
      return true;
    } catch (ClassNotFoundException | LinkageError notThere) {
      return false;
    }
  }

  private static ClassLoader loader() {
    return ClassPath.class.getClassLoader();
  }

  private static String jarOf(URL place, String resource) {
    String jar = place.toString().replaceAll("^(jar:)?file:", "");
    return jar.substring(0, jar.length() - resource.length()).replaceAll("!?/$", "");
  }
}
