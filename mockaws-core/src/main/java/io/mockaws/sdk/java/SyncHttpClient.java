package io.mockaws.sdk.java;

import io.mockaws.engine.CallerThread;
import io.mockaws.engine.InputStreamBody;
import io.mockaws.wire.http.HttpBody;
import io.mockaws.wire.http.HttpHandler;
import io.mockaws.wire.http.HttpResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A blocking call of the Java SDK, answered on the thread that made it. */
final class SyncHttpClient implements SdkHttpClient {
  /** A longer body is read while the engine asks for it. */
  private static final int READ_AT_ONCE = 64 * 1024;

  private final HttpHandler handler;

  SyncHttpClient(HttpHandler handler) {
    this.handler = handler;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Exchange(request);
  }

  @Override
  public String clientName() {
    return Messages.CLIENT_NAME;
  }

  /** The mock outlives its clients. */
  @Override
  public void close() {}

  private final class Exchange implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;
    private final CallerThread caller = new CallerThread();

    private Exchange(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      try {
        SdkHttpRequest head = request.httpRequest();
        HttpResponse response = caller.handle(handler, Messages.request(head, body(head)));
        return HttpExecuteResponse.builder()
            .response(Messages.response(response))
            .responseBody(content(response.getBody()))
            .build();
      } catch (CancellationException e) {
        throw AbortedException.create("The call was aborted", e);
      } catch (InterruptedException e) {
        throw Messages.unchecked(e);
      }
    }

    private HttpBody body(SdkHttpRequest head) throws IOException {
      ContentStreamProvider provider = request.contentStreamProvider().orElse(null);
      if (provider == null) {
        return HttpBody.Empty;
      }
      InputStream stream = provider.newStream();
      Long length = Messages.contentLength(head);
      if (length == null || length > READ_AT_ONCE) {
        return new InputStreamBody(stream, length);
      }
      try (stream) {
        byte[] bytes = stream.readNBytes(length.intValue());
        if (bytes.length < length) {
          throw new EOFException(
              "The body ended after " + bytes.length + " of " + length + " bytes");
        }
        return new HttpBody.Bytes(bytes);
      }
    }

    private AbortableInputStream content(HttpBody body) {
      Long length = body.getContentLength();
      if (length != null && length == 0) {
        return null;
      }
      return AbortableInputStream.create(caller.inputStream(body), this::abort);
    }

    @Override
    public void abort() {
      caller.cancel();
    }
  }
}
