package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import io.mockaws.MockClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@link MockAwsTest} on annotations of one's own, and inherited. */
class ComposedAnnotationTest {
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @MockAwsTest(region = "eu-central-1", clock = MockClock.MANUAL, startAt = "2026-01-01T00:00:00Z")
  @interface ShopTest {}

  @Nested
  @ShopTest
  class OnAClass {
    @Test
    void its_options_hold(MockAws aws) {
      assertEquals("eu-central-1", aws.region());
      aws.time().advanceBy(Duration.ofHours(1));
      assertEquals(Instant.parse("2026-01-01T01:00:00Z"), aws.time().now());
    }
  }

  @Test
  @ShopTest
  void its_options_hold_on_a_method(MockAws aws) {
    assertEquals("eu-central-1", aws.region());
  }

  @MockAwsTest(accountId = "111122223333")
  abstract static class Parent {
    @MockAwsFixture
    static void world(MockAws aws) {
      aws.sqs().queue("of-parent");
    }

    @Test
    void what_it_inherits_is_there(MockAws aws) {
      assertEquals("111122223333", aws.accountId());
      assertEquals(2, aws.sqs().queues().size());
    }
  }

  @Nested
  class OnASuperclass extends Parent {
    @MockAwsFixture
    static void more(MockAws aws) {
      assertEquals(1, aws.sqs().queues().size());
      aws.sqs().queue("of-child");
    }
  }
}
