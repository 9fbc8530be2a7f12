package io.mockaws.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a test meets that runs alone: from the start of a JVM to the end of its first, tenth,
 * hundredth and thousandth round of {@code PutItem}, {@code GetItem}, {@code PutObject}, {@code
 * GetObject} and {@code SendMessage} by three blocking clients of the Java SDK. Beside it the same
 * with an HTTP client that returns canned bytes, which is what the SDK itself costs. The variants
 * take turns, so that all meet the same machine.
 *
 * <p>{@code java -cp "benchmarks/target/classes:benchmarks/target/lib/*"
 * io.mockaws.benchmarks.ColdRounds [<another jar of mockaws>]}
 */
public final class ColdRounds {
  static final List<Integer> TOLD = List.of(1, 10, 100, 1000);
  private static final int RUNS = Integer.getInteger("runs", 7);
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private ColdRounds() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    variants.put("canned bytes", List.of(CLASS_PATH, "canned"));
    variants.put("configured for the mock", List.of(CLASS_PATH, "configured"));
    variants.put("configured by nobody", List.of(CLASS_PATH, "intercepted"));
    for (String jar : arguments) {
      String name = Path.of(jar).getFileName().toString();
      variants.put(name + ": configured for the mock", List.of(with(jar), "configured"));
      variants.put(name + ": configured by nobody", List.of(with(jar), "intercepted"));
    }
    Map<String, List<long[]>> took = new LinkedHashMap<>();
    variants.keySet().forEach(name -> took.put(name, new ArrayList<>()));
    for (int run = -1; run < RUNS; run++) {
      for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
        long[] millis = measure(variant.getValue().get(0), variant.getValue().get(1));
        if (run >= 0) {
          took.get(variant.getKey()).add(millis);
        }
      }
    }
    long[] floor = medians(took.get("canned bytes"));
    took.forEach((name, runs) -> print(name, medians(runs), floor));
  }

  /** The same class path with {@code jar} in place of core. */
  private static String with(String jar) {
    List<String> entries = new ArrayList<>(List.of(jar));
    for (String entry : CLASS_PATH.split(File.pathSeparator)) {
      if (!Path.of(entry).getFileName().toString().startsWith("mockaws-core")) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static long[] measure(String classPath, String variant)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+EnableDynamicAgentLoading",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            classPath,
            ColdRun.class.getName(),
            variant,
            Long.toString(System.currentTimeMillis()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long[] millis = new long[TOLD.size()];
    try (BufferedReader lines = process.inputReader()) {
      for (int i = 0; i < millis.length; i++) {
        millis[i] = Long.parseLong(lines.readLine());
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
    return millis;
  }

  private static long[] medians(List<long[]> runs) {
    long[] medians = new long[TOLD.size()];
    for (int i = 0; i < medians.length; i++) {
      int column = i;
      long[] sorted = runs.stream().mapToLong(run -> run[column]).sorted().toArray();
      medians[i] = sorted[sorted.length / 2];
    }
    return medians;
  }

  private static void print(String name, long[] medians, long[] floor) {
    StringBuilder line = new StringBuilder(name).append(':');
    for (int i = 0; i < medians.length; i++) {
      double ratio = (double) medians[i] / floor[i];
      line.append(String.format("  %d: %d ms (%.2f)", TOLD.get(i), medians[i], ratio));
    }
    System.out.println(line + ", medians of " + RUNS);
  }
}
