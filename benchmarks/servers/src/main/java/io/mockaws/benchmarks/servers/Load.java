package io.mockaws.benchmarks.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** The same request over and over, on a number of connections at once. */
final class Load {
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(4);
  private static final long MEASURED = TimeUnit.SECONDS.toNanos(5);

  private Load() {}

  /**
   * Answers a second, each a success. An exchange counts with the part of it that lies in the
   * measured time: 128 large puts at once take longer than that and come all together, so that
   * whole ones in it are few or many by chance.
   *
   * @param keeps whether a connection is used again
   * @param request of the connection of that number
   */
  static double answersPerSecond(
      int port, int connections, boolean keeps, IntFunction<byte[]> request)
      throws InterruptedException, ExecutionException {
    long begin = System.nanoTime() + WARM_UP;
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Double>> counts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        byte[] bytes = request.apply(i);
        counts.add(threads.submit(() -> count(port, keeps, bytes, begin, begin + MEASURED)));
      }
      double all = 0;
      for (Future<Double> count : counts) {
        all += count.get();
      }
      return all * 1e9 / MEASURED;
    } finally {
      threads.shutdownNow();
    }
  }

  /** A server that hangs up after some answers is connected to anew, as a client does. */
  private static double count(int port, boolean keeps, byte[] request, long begin, long end)
      throws IOException {
    double count = 0;
    Connection connection = new Connection(port);
    try {
      long sent = System.nanoTime();
      while (sent < end) {
        int status = connection.exchange(request);
        if (status >= 300) {
          throw new IOException("Status " + status);
        }
        if (status < 0 || !keeps) {
          connection.close();
          connection = new Connection(port);
        }
        if (status < 0) {
          continue;
        }
        long now = System.nanoTime();
        long within = Math.min(now, end) - Math.max(sent, begin);
        count += Math.max(0, within) / (double) (now - sent);
        sent = now;
      }
      return count;
    } finally {
      connection.close();
    }
  }
}
