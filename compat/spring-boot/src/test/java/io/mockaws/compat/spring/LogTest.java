package io.mockaws.compat.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the other tests here have left in the log, in turn and in parallel, with the end of their
 * JVMs.
 */
class LogTest {
  private static final Path LOG = Path.of(System.getProperty("logging.file.name"));
  private static final Pattern STARTED = Pattern.compile(".* : Started \\w+Test in .*");
  private static final Pattern NOISE = Pattern.compile(".*( WARN | ERROR |Exception|^\\s+at ).*");

  @Test
  void tells_of_three_contexts_in_each_run_and_of_no_trouble() throws IOException {
    List<String> log = Files.readAllLines(LOG);
    // The next build begins anew.
    Files.delete(LOG);

    assertEquals(6, log.stream().filter(line -> STARTED.matcher(line).matches()).count());
    assertEquals(List.of(), log.stream().filter(line -> NOISE.matcher(line).matches()).toList());
  }
}
