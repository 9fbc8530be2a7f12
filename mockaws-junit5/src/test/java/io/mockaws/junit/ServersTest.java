package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.AutoEndpoint;
import io.mockaws.MockAws;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.S3Client;

/** Mocks with a port, and mocks of which the port is somebody else's. */
class ServersTest {
  private static final MockAws SERVER =
      MockAws.start(o -> o.serverMode(true).intercept(false).region("eu-west-3"));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static String get(String url) throws IOException {
    try (var content = URI.create(url).toURL().openStream()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Nested
  @MockAwsTest(serverMode = true)
  class OneForEachTest {
    private static final Set<URI> SEEN = ConcurrentHashMap.newKeySet();

    @MockAwsFixture
    static void receipts(MockAws aws) {
      aws.s3().bucket("receipts").put("0.txt", "seeded");
    }

    @RepeatedTest(3)
    void a_program_finds_the_test_s_own_aws(MockAws aws, RepetitionInfo info) throws IOException {
      assertEquals("seeded", get(aws.endpoint() + "/receipts/0.txt"));
      assertEquals(1, aws.s3().bucket("receipts").keys().size());

      aws.s3().bucket("receipts").put("1.txt", "" + info.getCurrentRepetition());

      assertEquals("" + info.getCurrentRepetition(), get(aws.endpoint() + "/receipts/1.txt"));
      assertTrue(SEEN.add(aws.endpoint()));
      assertTrue(Files.exists(aws.registryPath()));
    }
  }

  @Nested
  class ThatTakesNoClientsWithAnEndpoint {
    @RegisterExtension
    static final MockAwsExtension AWS =
        MockAwsExtension.builder().serverMode(true).autoEndpoint(AutoEndpoint.IF_MISSING).build();

    @Test
    void clients_call_what_they_name(MockAws aws) {
      try (S3Client there = S3Client.builder().endpointOverride(SERVER.endpoint()).build();
          S3Client here = S3Client.create()) {
        there.listBuckets();
        here.listBuckets();
      }
      assertEquals(1, aws.calls().size());
      assertEquals(1, SERVER.calls("s3", "ListBuckets").size());
    }
  }

  @Nested
  class SomebodyElses {
    @RegisterExtension
    static final MockAwsExtension AWS =
        MockAwsExtension.builder().serverPort(SERVER.port()).isolation(Isolation.PER_CLASS).build();

    @Test
    void is_called_by_clients_of_the_test(MockAws aws, S3Client s3) {
      assertEquals(SERVER.endpoint(), aws.endpoint());
      assertEquals("eu-west-3", aws.region());
      s3.createBucket(r -> r.bucket("theirs"));
      assertEquals("theirs", SERVER.s3().buckets().get(0).name());
      assertThrows(UnsupportedOperationException.class, aws.s3()::buckets);
    }

    @Test
    void cannot_be_each_test_s_own() {
      MockAwsExtension.Builder builder = MockAwsExtension.builder().serverPort(SERVER.port());
      String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
      assertTrue(message.contains("add isolation = Isolation.PER_CLASS"), message);
    }
  }
}
