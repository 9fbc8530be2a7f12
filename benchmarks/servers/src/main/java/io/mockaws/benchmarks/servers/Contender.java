package io.mockaws.benchmarks.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A server to be measured: how it is started, and what of the benchmark it can answer. */
enum Contender {
  MOCKAWS("mockaws", Set.of("dynamodb", "sqs", "s3")) {
    @Override
    List<String> command(int port) {
      return List.of(
          "java", "-jar", TOP + "/mockaws-ktor/target/mockaws-server.jar", "--port", "" + port);
    }
  },
  MOUNTED_CIO("mockaws in an application on Ktor CIO", Set.of("dynamodb", "sqs", "s3")) {
    @Override
    List<String> command(int port) {
      return ktor(Mounted.class, "cio", port);
    }
  },
  MOUNTED_NETTY("mockaws in an application on Ktor Netty", Set.of("dynamodb", "sqs", "s3")) {
    @Override
    List<String> command(int port) {
      return ktor(Mounted.class, "netty", port);
    }
  },
  /** Not what AWS answers, but what any answer of Ktor's costs. */
  BARE_CIO("a constant by Ktor CIO", Set.of("dynamodb")) {
    @Override
    List<String> command(int port) {
      return ktor(BareKtor.class, "cio", port);
    }

    @Override
    boolean isConstant() {
      return true;
    }
  },
  BARE_NETTY("a constant by Ktor Netty", Set.of("dynamodb")) {
    @Override
    List<String> command(int port) {
      return ktor(BareKtor.class, "netty", port);
    }

    @Override
    boolean isConstant() {
      return true;
    }
  },
  DYNALITE("Dynalite", Set.of("dynamodb")) {
    @Override
    List<String> command(int port) {
      String program = BENCHMARK + "rivals/dynalite/node_modules/dynalite/cli.js";
      return List.of("node", program, "--createTableMs", "0", "--port", "" + port);
    }
  },
  ELASTICMQ("ElasticMQ", Set.of("sqs")) {
    @Override
    List<String> command(int port) {
      String lib = BENCHMARK + "rivals/elasticmq/target/lib/*";
      return List.of(
          "java",
          "-Drest-sqs.bind-port=" + port,
          "-Drest-stats.enabled=false",
          "-cp",
          lib,
          "org.elasticmq.server.Main");
    }
  },
  /**
   * Its program where the path has it, else its module. It leaves a second request on a connection
   * unanswered.
   */
  MOTO("moto_server", Set.of("dynamodb", "sqs", "s3")) {
    @Override
    List<String> command(int port) {
      boolean isProgram =
          Stream.of(System.getenv("PATH").split(File.pathSeparator))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, "moto_server")));
      return isProgram
          ? List.of("moto_server", "-p", "" + port)
          : List.of("python3", "-m", "moto.server", "-p", "" + port);
    }

    @Override
    boolean keepsConnections() {
      return false;
    }
  };

  private static final Path TOP = Path.of("").toAbsolutePath();
  private static final String BENCHMARK = TOP + "/benchmarks/servers/";

  final String title;
  final Set<String> services;

  Contender(String title, Set<String> services) {
    this.title = title;
    this.services = services;
  }

  abstract List<String> command(int port);

  /** Whether a connection can be used for more than one request. */
  boolean keepsConnections() {
    return true;
  }

  /** Whether it answers the same, whatever it is asked. */
  boolean isConstant() {
    return false;
  }

  private static List<String> ktor(Class<?> main, String engine, int port) {
    String classPath = BENCHMARK + "target/classes:" + BENCHMARK + "target/lib/*";
    return List.of("java", "-cp", classPath, main.getName(), engine, "" + port);
  }

  /**
   * A process of it, with what it took until it answered. What it writes goes to a folder of its
   * own.
   */
  Running start(int port) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(name().toLowerCase(Locale.ROOT));
    Path log = folder.resolve("output.log");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    byte[] first = Requests.dynamoDb("ListTables", "{}");
    IntFunction<byte[]> any =
        services.contains("dynamodb") ? i -> first : i -> Requests.sqs("ListQueues", "{}");
    while (true) {
      try (Connection connection = new Connection(port)) {
        if (connection.exchange(any.apply(0)) > 0) {
          return new Running(process, folder, (System.nanoTime() - begin) / 1e6);
        }
      } catch (IOException notYet) {
        if (!process.isAlive()) {
          throw new IOException(title + " does not start:\n" + Files.readString(log), notYet);
        }
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
  }

  /** A process that answers. */
  record Running(Process process, Path folder, double startMillis) implements AutoCloseable {
    /** What the system counts as its memory, with its children's, in MiB. */
    long residentMiB() throws IOException {
      long all = resident(process.pid());
      for (ProcessHandle child : process.descendants().toList()) {
        all += resident(child.pid());
      }
      return all / 1024;
    }

    private static long resident(long pid) throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      return 0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      List<Path> all;
      try (Stream<Path> files = Files.walk(folder)) {
        all = files.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
