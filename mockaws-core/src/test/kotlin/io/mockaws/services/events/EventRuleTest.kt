package io.mockaws.services.events

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import software.amazon.awssdk.services.eventbridge.model.InputTransformer
import software.amazon.awssdk.services.eventbridge.model.RuleState
import software.amazon.awssdk.services.eventbridge.model.SqsParameters
import software.amazon.awssdk.services.eventbridge.model.Target

/** Names in brackets are LocalStack's tests that were run at AWS; the words are from there. */
class EventRuleTest {
    private val pattern = """{"source":["shop"]}"""

    @Test
    fun `a rule is put, shown, switched off and on, and removed`() = runTest {
        // test_put_list_with_prefix_describe_delete_rule, test_disable_re_enable_rule
        mockAws {
            val queue = sqs.queue("q")
            events().use { client ->
                client.createEventBus { it.name("orders") }
                client.putRule { it.name("paid").eventPattern(pattern).eventBusName("orders") }.ruleArn() shouldBe
                    "arn:aws:events:$region:$accountId:rule/orders/paid"
                client.rule("paid", queue.arn)
                val shown = client.describeRule { it.name("paid") }
                shown.arn() shouldBe "arn:aws:events:$region:$accountId:rule/paid"
                shown.createdBy() shouldBe accountId
                shown.eventBusName() shouldBe "default"
                shown.state() shouldBe RuleState.ENABLED
                client.disableRule { it.name("paid") }
                client.put()
                client.enableRule { it.name("paid") }
                client.put("""{"second":true}""")
                queue.bodies.map { json(it)["detail"].toString() } shouldBe listOf("""{"second":true}""")
                refusal { client.deleteRule { it.name("paid") } } shouldBe
                    "ValidationException: Rule can't be deleted since it has targets."
                client.removeTargets { it.rule("paid").ids("t") }.failedEntries() shouldBe emptyList()
                client.deleteRule { it.name("paid") }
                client.deleteRule { it.name("paid") }
                refusal { client.describeRule { it.name("paid") } } shouldBe
                    "ResourceNotFoundException: Rule paid does not exist on EventBus default."
            }
        }
    }

    @Test
    fun `putting a rule again keeps its targets`() = runTest {
        // test_update_rule_with_targets
        mockAws {
            events().use { client ->
                client.rule("r", "arn:aws:sqs:us-east-1:123456789012:q")
                client.putRule { it.name("r").eventPattern("""{"source":["other"]}""") }
                client.listTargetsByRule { it.rule("r") }.targets().map { it.id() } shouldBe listOf("t")
                client.describeRule { it.name("r") }.eventPattern() shouldBe """{"source":["other"]}"""
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
        strings = [
            "cron(INVALID)", "cron(0 dummy ? * MON-FRI *)", "cron(7 20 * * NOT *)", "cron(71 8 1 * ? *)",
            "cron(0 1 * * * *)", "rate(1 minutes)", "rate(2 minute)", "rate(0 minutes)", "rate(-1 minute)",
            "rate(10 seconds)", "rate( 10 minutes )", "at(2026-12-24T00:00:00)",
        ],
    )
    fun `what is no schedule is refused`(expression: String) = runTest {
        // tests_put_rule_with_invalid_schedule_cron
        mockAws {
            events().use { client ->
                refusal { client.putRule { it.name("r").scheduleExpression(expression) } } shouldBe
                    "ValidationException: Parameter ScheduleExpression is not valid."
            }
        }
    }

    @Test
    fun `what cannot be a rule is refused`() = runTest {
        mockAws {
            events().use { client ->
                client.createEventBus { it.name("orders") }
                refusal { client.putRule { it.name("r") } } shouldBe
                    "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified."
                // tests_put_rule_with_schedule_custom_event_bus
                refusal { client.putRule { it.name("r").scheduleExpression("rate(1 minute)").eventBusName("orders") } } shouldBe
                    "ValidationException: ScheduleExpression is supported only on the default event bus."
                refusal { client.putRule { it.name("r").eventPattern(pattern).eventBusName("no") } } shouldBe
                    "ResourceNotFoundException: Event bus no does not exist."
                refusal { client.putRule { it.name("r").eventPattern("""{"source":"shop"}""") } } shouldStartWith
                    "InvalidEventPatternException: Event pattern is not valid. Reason: \"source\" must be an object or an array"
            }
        }
    }

    @Test
    fun `what cannot be a target is refused`() = runTest {
        // test_put_target_id_validation, test_put_event_input_path_and_input_transformer
        mockAws {
            events().use { client ->
                client.putRule { it.name("r").eventPattern(pattern) }

                fun put(configure: Target.Builder.() -> Unit) =
                    refusal {
                        val target = Target.builder().id("t").arn("arn:aws:sqs:us-east-1:123456789012:q")
                        client.putTargets { it.rule("r").targets(target.apply(configure).build()) }
                    }
                put { arn("q") } shouldBe
                    "ValidationException: Parameter q is not valid. Reason: Provided Arn is not in correct format."
                put { arn("arn:aws:sqs:us-east-1:123456789012:q.fifo") } shouldBe
                    "ValidationException: Parameter(s) SqsParameters must be specified for target: t."
                put { inputPath("$.detail").input("{}") } shouldBe
                    "ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target t."
                put { inputTransformer(InputTransformer.builder().inputTemplate("\"<no>\"").build()) } shouldBe
                    "ValidationException: InputTemplate for target t contains invalid placeholder no."
                put { id("!@#") } shouldBe
                    "ValidationException: 1 validation error detected: Value '!@#' at 'targets.1.member.id' failed to " +
                    "satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
                refusal { client.putTargets { it.rule("no").targets(Target.builder().id("t").arn("arn:aws:s3:::b").build()) } } shouldBe
                    "ResourceNotFoundException: Rule no does not exist on EventBus default."
                // test_add_exceed_fife_targets_per_rule
                refusal {
                    val targets = (1..6).map { Target.builder().id("$it").arn("arn:aws:s3:::b").build() }
                    client.putTargets { it.rule("r").targets(targets) }
                } shouldBe "LimitExceededException: The requested resource exceeds the maximum number allowed."
            }
        }
    }

    @Test
    fun `targets come back as they were put, and tell their rules`() = runTest {
        // test_list_rule_names_by_target_with_limit, test_list_target_by_rule_limit
        mockAws {
            events().use { client ->
                val arn = "arn:aws:sqs:us-east-1:123456789012:q.fifo"
                for (i in 1..3) {
                    client.rule("r$i", arn) {
                        sqsParameters(SqsParameters.builder().messageGroupId("g").build())
                        retryPolicy { it.maximumRetryAttempts(2).maximumEventAgeInSeconds(60) }
                    }
                }
                val target = client.listTargetsByRule { it.rule("r1") }.targets().single()
                target.sqsParameters().messageGroupId() shouldBe "g"
                target.retryPolicy().maximumRetryAttempts() shouldBe 2
                val page = client.listRuleNamesByTarget { it.targetArn(arn).limit(2) }
                page.ruleNames() shouldBe listOf("r1", "r2")
                client.listRuleNamesByTarget { it.targetArn(arn).nextToken(page.nextToken()) }.ruleNames() shouldBe
                    listOf("r3")
            }
        }
    }
}
