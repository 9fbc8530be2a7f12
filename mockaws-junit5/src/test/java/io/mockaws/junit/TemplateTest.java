package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mockaws.MockAws;
import io.mockaws.sam.SamProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What a template makes is there in every test. */
@MockAwsTest(template = "src/test/resources/shop.yaml", templateParameters = "Stage=blue")
class TemplateTest {
  /** The code of the function. */
  public static final class Greeting {
    /** Answers. */
    public String greet(Map<String, Object> event) {
      return "Hello " + ((Map<?, ?>) event.get("pathParameters")).get("name");
    }
  }

  @MockAwsFixture
  static void first(MockAws aws) {
    aws.sqs().queue("orders-blue").send("first");
  }

  @Test
  void every_test_has_what_the_template_makes(SamProject shop, SqsClient sqs) {
    assertEquals("Hello Ann", shop.api().get("/hello/Ann").body());
    assertEquals(1, shop.function("Greeting").invocations().size());
    String url = shop.outputs().get("Queue");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("mine"));
    assertEquals(
        2, sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages().size());
  }

  @Test
  void no_test_sees_what_another_does_with_it(MockAws aws, SamProject shop) {
    aws.sqs().queue("orders-blue").send("mine");
    assertEquals(2, aws.sqs().queue("orders-blue").messages().size());
    assertEquals(0, shop.function("Greeting").invocations().size());
    assertEquals("blue", shop.stack().resources().get("Orders").replaceAll(".*-", ""));
  }

  @Test
  void the_template_is_deployed_once_for_all_tests(SamProject shop) {
    List<String> events = shop.stack().events();
    assertEquals(shop.stack().name() + " CREATE_COMPLETE", events.get(events.size() - 1));
  }

  @Test
  @MockAwsTest
  void a_test_that_says_otherwise_has_no_template(MockAws aws) {
    assertEquals(0, aws.lambda().functions().size());
  }

  @Test
  void a_project_without_a_template_is_told() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(DiscoverySelectors.selectClass(Without.class))
        .execute()
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    cause(message(text -> text.contains("@MockAwsTest(template = "))))));
  }

  /** Asks for what it has not named. */
  @MockAwsTest
  static class Without {
    @Test
    void asks(SamProject none) {}
  }
}
