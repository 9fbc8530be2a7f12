package io.mockaws.sdk.java;

import io.mockaws.wire.http.Headers;
import io.mockaws.wire.http.HttpBody;
import io.mockaws.wire.http.HttpRequest;
import io.mockaws.wire.http.HttpResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A request of the SDK as one of ours, and a response of ours as one of the SDK's; bodies apart.
 */
final class Requests {
  private Requests() {}

  static HttpRequest of(SdkHttpRequest request, HttpBody body) {
    Headers.Builder headers = Headers.builder();
    request.forEachHeader((name, values) -> values.forEach(value -> headers.add(name, value)));
    String path = request.encodedPath();
    return new HttpRequest(
        request.method().name(),
        path.isEmpty() ? "/" : path,
        request.encodedQueryParameters().orElse(""),
        headers.build(),
        body,
        originOf(request));
  }

  /** The length that the SDK announces, or -1. */
  static long contentLength(SdkHttpRequest request) {
    return request.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse(-1L);
  }

  /** As it would be typed: without the port that the scheme implies. */
  private static String originOf(SdkHttpRequest request) {
    int implied = "http".equals(request.protocol()) ? 80 : 443;
    String origin = request.protocol() + "://" + request.host();
    return request.port() == implied ? origin : origin + ":" + request.port();
  }

  static SdkHttpResponse toSdk(HttpResponse response) {
    SdkHttpResponse.Builder builder =
        SdkHttpFullResponse.builder().statusCode(response.getStatus());
    Headers headers = response.getHeaders();
    for (int i = 0; i < headers.getSize(); i++) {
      builder.appendHeader(headers.nameAt(i), headers.valueAt(i));
    }
    return builder.build();
  }
}
