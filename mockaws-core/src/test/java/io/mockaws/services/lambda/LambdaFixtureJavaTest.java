package io.mockaws.services.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.mockaws.MockAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Functions in Java, as the guide has them. */
class LambdaFixtureJavaTest {
  record Order(String id, int price) {}

  @Test
  void a_function_is_a_handler_of_the_test() {
    try (MockAws aws = MockAws.start()) {
      aws.lambda()
          .function(
              "price", Map.class, (event, context) -> Map.of("total", (int) event.get("net") * 2));

      try (LambdaClient client = LambdaClient.create()) {
        var answer =
            client.invoke(
                r -> r.functionName("price").payload(SdkBytes.fromUtf8String("{\"net\":21}")));

        assertEquals("{\"total\":42}", answer.payload().asUtf8String());
      }
      assertEquals(1, aws.lambda().function("price").invocations().size());
    }
  }

  @Test
  void a_class_of_production_code_runs_unchanged() {
    try (MockAws aws = MockAws.start()) {
      aws.dynamoDb().table("objects", "id");
      aws.s3().bucket("inbox");
      LambdaFunctionFixture store = aws.lambda().function("store", StoresObjects.class);
      aws.s3().bucket("inbox").notifyFunction(store.arn());

      aws.s3().bucket("inbox").put("red flower.jpg", "x");

      assertEquals("1", store.invocations().get(0).result());
      assertEquals(1, aws.dynamoDb().table("objects").items().size());
    }
  }

  @Test
  void events_of_aws_and_classes_of_the_test_are_read() {
    try (MockAws aws = MockAws.start(o -> o.intercept(false))) {
      aws.lambda()
          .function(
              "bodies",
              SQSEvent.class,
              (event, context) ->
                  event.getRecords().stream().map(SQSEvent.SQSMessage::getBody).toList());
      assertEquals(
          "[\"one\"]",
          aws.lambda()
              .invoke("bodies", "{\"Records\":[{\"messageId\":\"1\",\"body\":\"one\"}]}")
              .result());
      aws.lambda().function("order", Order.class, (order, context) -> List.of(order.price()));
      assertEquals("[3]", aws.lambda().invoke("order", "{\"id\":\"1\",\"price\":3}").result());
    }
  }

  @Test
  void a_function_is_configured_and_fails() {
    try (MockAws aws = MockAws.start(o -> o.intercept(false))) {
      LambdaFunctionFixture fails =
          aws.lambda()
              .function(
                  "fails",
                  String.class,
                  (event, context) -> {
                    throw new IllegalStateException(context.environment().get("WHY"));
                  })
              .configure(
                  o -> o.timeout(Duration.ofSeconds(10)).environment().put("WHY", "no reason"));

      assertTrue(fails.invoke("\"x\"").error().contains("no reason"));
    }
  }
}
