package io.mockaws.sdk.java;

import io.mockaws.wire.http.Headers;
import io.mockaws.wire.http.HttpBody;
import io.mockaws.wire.http.HttpRequest;
import io.mockaws.wire.http.HttpResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The Java SDK's messages and the wire's. */
final class Messages {
  /** By this name the guard knows a client of ours, even when the SDK has wrapped it. */
  static final String CLIENT_NAME = "mockaws";

  private Messages() {}

  static HttpRequest request(SdkHttpRequest request, HttpBody body) {
    Headers.Builder headers = Headers.builder();
    request.forEachHeader(
        (name, values) -> {
          for (int i = 0; i < values.size(); i++) {
            headers.add(name, values.get(i));
          }
        });
    // As HTTP clients do, to which the SDK leaves it.
    boolean hasContent =
        request.method() == SdkHttpMethod.PUT || request.method() == SdkHttpMethod.POST;
    if (hasContent && body.getContentLength() != null && contentLength(request) == null) {
      headers.add("Content-Length", Long.toString(body.getContentLength()));
    }
    String path = request.encodedPath();
    return new HttpRequest(
        request.method().name(),
        path == null || path.isEmpty() ? "/" : path,
        request.numRawQueryParameters() == 0 ? "" : request.encodedQueryParameters().orElse(""),
        headers.build(),
        body,
        origin(request));
  }

  private static String origin(SdkHttpRequest request) {
    int standard = request.protocol().equals("https") ? 443 : 80;
    String origin = request.protocol() + "://" + request.host();
    return request.port() == standard ? origin : origin + ":" + request.port();
  }

  /** What {@code Content-Length} says, or null. */
  static Long contentLength(SdkHttpRequest request) {
    String length = request.firstMatchingHeader("Content-Length").orElse(null);
    return length == null ? null : Long.valueOf(length);
  }

  /** Status and headers; the length of the body is among them where it is known. */
  static SdkHttpFullResponse response(HttpResponse response) {
    SdkHttpResponse.Builder builder = SdkHttpResponse.builder().statusCode(response.getStatus());
    Headers headers = response.getHeaders();
    for (int i = 0; i < headers.getSize(); i++) {
      builder.appendHeader(headers.nameAt(i), headers.valueAt(i));
    }
    Long length = response.getBody().getContentLength();
    if (length != null && length > 0 && !headers.contains("Content-Length")) {
      builder.putHeader("Content-Length", Long.toString(length));
    }
    return (SdkHttpFullResponse) builder.build();
  }

  /** The SDK takes any exception from a call, and turns an InterruptedException into its own. */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
