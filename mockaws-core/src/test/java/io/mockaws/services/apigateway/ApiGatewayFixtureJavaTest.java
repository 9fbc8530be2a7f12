package io.mockaws.services.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import io.mockaws.testing.ApiResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** APIs in Java, as the guide has them. */
class ApiGatewayFixtureJavaTest {
  @Test
  void an_order_is_made_through_an_api() {
    try (MockAws aws = MockAws.start()) {
      var function =
          aws.lambda()
              .function(
                  "order",
                  Map.class,
                  (event, context) -> Map.of("statusCode", 201, "body", event.get("body")));
      aws.apiGateway().httpApi("orders").route("POST /orders", function.arn());

      ApiResponse answer =
          aws.apiGateway()
              .api("orders")
              .post("/orders", "{\"item\":\"tea\"}", Map.of("X-Shop", "1"));

      assertEquals(201, answer.status());
      assertEquals("{\"item\":\"tea\"}", answer.body());
      assertEquals(1, aws.apiGateway().api("orders").calls().size());
    }
  }
}
