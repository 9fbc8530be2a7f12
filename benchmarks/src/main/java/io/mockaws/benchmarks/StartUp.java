package io.mockaws.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From the start of a JVM to its end, with one answer of a mock to a Kotlin S3 client in between:
 * with a client that nobody configured, the same with the agent named on the command line, and with
 * the mock's engine injected. The variants take turns, so that all meet the same machine.
 *
 * <p>{@code java -cp benchmarks.jar io.mockaws.benchmarks.StartUp <mockaws-core.jar>}
 */
public final class StartUp {
  private static final int RUNS = 15;

  private StartUp() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<List<String>> variants =
        List.of(
            List.of("-XX:+EnableDynamicAgentLoading", "intercepted"),
            List.of("-javaagent:" + arguments[0], "intercepted"),
            List.of("-XX:+EnableDynamicAgentLoading", "injected"));
    List<long[]> took = new ArrayList<>();
    variants.forEach(variant -> took.add(new long[RUNS]));
    for (int run = -1; run < RUNS; run++) {
      for (int i = 0; i < variants.size(); i++) {
        long millis = measure(variants.get(i));
        if (run >= 0) {
          took.get(i)[run] = millis;
        }
      }
    }
    for (int i = 0; i < variants.size(); i++) {
      long[] sorted = took.get(i).clone();
      Arrays.sort(sorted);
      System.out.printf(
          "%s %s: median %d ms, from %d to %d%n",
          variants.get(i).get(1),
          variants.get(i).get(0),
          sorted[RUNS / 2],
          sorted[0],
          sorted[RUNS - 1]);
    }
  }

  private static long measure(List<String> variant) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(variant.get(0));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.mockaws.benchmarks.FirstAnswerKt");
    command.add(variant.get(1));
    long start = System.nanoTime();
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException(command + " ended with " + exit);
    }
    return (System.nanoTime() - start) / 1_000_000;
  }
}
