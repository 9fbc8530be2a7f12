package io.mockaws.benchmarks.servers;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * The server beside others, one after the other on one machine: from its start to its first answer,
 * its memory when nothing happens, and answers a second. Run from the top folder; with names of
 * contenders it measures only these.
 */
public final class Servers {
  private static final int PORT = 6100;
  private static final int STARTS = 5;
  private static final List<Integer> CONNECTIONS = List.of(1, 16, 128);
  private static final String ITEM =
      "{\"PK\":{\"S\":\"order#42\"},\"SK\":{\"S\":\"line#1\"},\"customer\":{\"S\":\"Ada Lovelace\"},"
          + "\"total\":{\"N\":\"129.90\"}}";
  private static final String KEY = "{\"PK\":{\"S\":\"order#42\"},\"SK\":{\"S\":\"line#1\"}}";
  private static final int SMALL = 1024;
  private static final int LARGE = 10 * 1024 * 1024;

  /** What is measured: whose operation, what is asked before, each connection's request. */
  private record Case(
      String name, String service, List<byte[]> before, IntFunction<byte[]> request) {}

  private Servers() {}

  /**
   * @param arguments names of contenders in lower case, or none for all
   */
  public static void main(String[] arguments) throws Exception {
    Set<Contender> wanted = EnumSet.allOf(Contender.class);
    if (arguments.length > 0) {
      List<String> names = Arrays.asList(arguments);
      wanted.removeIf(contender -> !names.contains(contender.name().toLowerCase(Locale.ROOT)));
    }
    for (Contender contender : wanted) {
      try {
        measure(contender);
      } catch (IOException cannot) {
        System.out.println(
            "| " + contender.title + " | could not be measured: " + cannot.getMessage() + " |");
      }
    }
  }

  private static void measure(Contender contender) throws Exception {
    double[] starts = new double[STARTS];
    long memory = 0;
    for (int i = 0; i < STARTS; i++) {
      try (Contender.Running running = contender.start(PORT)) {
        starts[i] = running.startMillis();
        TimeUnit.SECONDS.sleep(2);
        memory = running.residentMiB();
      }
    }
    Arrays.sort(starts);
    System.out.printf(
        "%s: first answer after %.0f ms, %d MiB idle%n",
        contender.title, starts[STARTS / 2], memory);
    for (Case each : cases()) {
      if (!contender.services.contains(each.service)) {
        continue;
      }
      Map<Integer, String> figures = new TreeMap<>();
      for (int connections : CONNECTIONS) {
        try (Contender.Running running = contender.start(PORT)) {
          if (!contender.isConstant()) {
            prepare(each);
          }
          figures.put(connections, "" + rate(contender, connections, each));
        } catch (IOException refused) {
          figures.put(connections, refused.getMessage());
        } catch (ExecutionException failed) {
          figures.put(connections, failed.getCause().getMessage());
        }
      }
      System.out.printf("%s: %s %s%n", contender.title, each.name, figures);
      if (contender.isConstant()) {
        return;
      }
    }
  }

  private static long rate(Contender contender, int connections, Case each) throws Exception {
    boolean keeps = contender.keepsConnections();
    return Math.round(Load.answersPerSecond(PORT, connections, keeps, each.request));
  }

  private static List<Case> cases() {
    byte[] getItem = Requests.dynamoDb("GetItem", "{\"TableName\":\"orders\",\"Key\":" + KEY + "}");
    byte[] send =
        Requests.sqs(
            "SendMessage",
            "{\"QueueUrl\":\"http://127.0.0.1:"
                + PORT
                + "/"
                + ACCOUNT
                + "/orders\",\"MessageBody\":\"order 42 is paid\"}");
    byte[] bucket = Requests.s3("PUT", "/receipts", 0);
    byte[] small = Requests.s3("PUT", "/receipts/small", SMALL);
    byte[] large = Requests.s3("PUT", "/receipts/large", LARGE);
    byte[] getSmall = Requests.s3("GET", "/receipts/small", -1);
    byte[] getLarge = Requests.s3("GET", "/receipts/large", -1);
    byte[] queue = Requests.sqs("CreateQueue", "{\"QueueName\":\"orders\"}");
    byte[] item = Requests.dynamoDb("PutItem", "{\"TableName\":\"orders\",\"Item\":" + ITEM + "}");
    return List.of(
        new Case("GetItem", "dynamodb", List.of(TABLE, item), i -> getItem),
        new Case("SendMessage", "sqs", List.of(queue), i -> send),
        new Case(
            "PutObject 1 KiB",
            "s3",
            List.of(bucket),
            i -> Requests.s3("PUT", "/receipts/put-" + i, SMALL)),
        new Case("GetObject 1 KiB", "s3", List.of(bucket, small), i -> getSmall),
        new Case("PutObject 10 MiB", "s3", List.of(bucket), i -> large),
        new Case("GetObject 10 MiB", "s3", List.of(bucket, large), i -> getLarge));
  }

  /** moto's and ours for a key that is no account; ElasticMQ's for all. */
  private static final String ACCOUNT = "123456789012";

  private static final byte[] TABLE =
      Requests.dynamoDb(
          "CreateTable",
          "{\"TableName\":\"orders\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":"
              + "[{\"AttributeName\":\"PK\",\"AttributeType\":\"S\"},{\"AttributeName\":\"SK\",\"AttributeType\":\"S\"}],"
              + "\"KeySchema\":[{\"AttributeName\":\"PK\",\"KeyType\":\"HASH\"},"
              + "{\"AttributeName\":\"SK\",\"KeyType\":\"RANGE\"}]}");

  private static void prepare(Case each) throws IOException {
    for (byte[] request : each.before) {
      ask(request);
    }
  }

  private static void ask(byte[] request) throws IOException {
    try (Connection connection = new Connection(PORT)) {
      int status = connection.exchange(request);
      if (status >= 300) {
        throw new IOException("Status " + status);
      }
    }
  }
}
