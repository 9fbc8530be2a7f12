package io.mockaws.benchmarks.servers;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that sends bytes as they are and reads an answer to its end. It does as little as
 * a client can, so that the two cores are left to the server.
 */
final class Connection implements Closeable {
  private static final int TIMEOUT_MS = 30_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private final byte[] rest = new byte[64 * 1024];

  Connection(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    out = socket.getOutputStream();
  }

  /** The status of the answer to {@code request}; -1 when the server closes instead. */
  int exchange(byte[] request) throws IOException {
    out.write(request);
    String line = line();
    while (line != null && line.startsWith("HTTP/1.1 100")) {
      line();
      line = line();
    }
    if (line == null) {
      return -1;
    }
    int status = Integer.parseInt(line.substring(9, 12));
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(header.substring(header.indexOf(':') + 1).trim());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    if (chunked) {
      skipChunks();
    } else {
      skip(length);
    }
    return status;
  }

  private void skipChunks() throws IOException {
    while (true) {
      long length = Long.parseLong(line().trim(), 16);
      skip(length);
      line();
      if (length == 0) {
        return;
      }
    }
  }

  private void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      int read = in.read(rest, 0, (int) Math.min(rest.length, left));
      if (read < 0) {
        throw new IOException("The answer ended " + left + " bytes early");
      }
      left -= read;
    }
  }

  private String line() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      rest[length++] = (byte) next;
    }
    return new String(rest, 0, Math.max(0, length - 1), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
