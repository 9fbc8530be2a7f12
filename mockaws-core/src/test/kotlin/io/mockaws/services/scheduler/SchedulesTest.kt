package io.mockaws.services.scheduler

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.mockAws
import io.mockaws.sdk.java.JavaSdk
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import software.amazon.awssdk.services.scheduler.SchedulerClient
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode
import software.amazon.awssdk.services.scheduler.model.SchedulerException
import software.amazon.awssdk.services.scheduler.model.Tag
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaInstant

internal fun MockAws.schedules(): SchedulerClient =
    JavaSdk(handler, region, accountId).configure(SchedulerClient.builder()).build()

internal const val ROLE = "arn:aws:iam::123456789012:role/scheduler"

/** A schedule that calls [target]; [more] sets what is unlike the others. */
internal fun SchedulerClient.make(
    name: String,
    expression: String,
    target: String = "arn:aws:sqs:us-east-1:123456789012:q",
    input: String? = "{}",
    more: CreateScheduleRequest.Builder.() -> Unit = {},
): String =
    createSchedule {
        it.name(name).scheduleExpression(expression).flexibleTimeWindow { w -> w.mode(FlexibleTimeWindowMode.OFF) }
            .target { t -> t.arn(target).roleArn(ROLE).input(input) }
        it.more()
    }.scheduleArn()

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: SchedulerException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }

/** Names in brackets are LocalStack's tests that were run at AWS; the words are from there. */
class SchedulesTest {
    @Test
    fun `a schedule is made, shown, changed and removed`() = runTest {
        mockAws {
            schedules().use { client ->
                val arn = "arn:aws:scheduler:$region:$accountId:schedule/default/nightly"
                client.make("nightly", "cron(0 3 * * ? *)") {
                    description("d").scheduleExpressionTimezone("Europe/Berlin").clientToken("one")
                } shouldBe arn
                client.make("nightly", "cron(0 3 * * ? *)") { clientToken("one") } shouldBe arn
                refusal { client.make("nightly", "rate(1 minute)") } shouldBe
                    "ConflictException: Schedule nightly already exists."
                val shown = client.getSchedule { it.name("nightly") }
                shown.arn() shouldBe arn
                shown.groupName() shouldBe "default"
                shown.scheduleExpressionTimezone() shouldBe "Europe/Berlin"
                shown.stateAsString() shouldBe "ENABLED"
                shown.actionAfterCompletionAsString() shouldBe "NONE"
                shown.target().retryPolicy().maximumRetryAttempts() shouldBe 185
                shown.target().retryPolicy().maximumEventAgeInSeconds() shouldBe 86_400
                client.updateSchedule {
                    it.name("nightly").scheduleExpression("rate(1 hour)").state("DISABLED")
                        .flexibleTimeWindow { w -> w.mode("FLEXIBLE").maximumWindowInMinutes(15) }
                        .target { t -> t.arn("arn:aws:sns:us-east-1:123456789012:t").roleArn(ROLE) }
                }
                val changed = client.getSchedule { it.name("nightly") }
                changed.description() shouldBe null
                changed.scheduleExpressionTimezone() shouldBe "UTC"
                changed.flexibleTimeWindow().maximumWindowInMinutes() shouldBe 15
                changed.creationDate() shouldBe shown.creationDate()
                scheduler.schedule("nightly").next shouldBe null
                client.deleteSchedule { it.name("nightly") }
                refusal { client.getSchedule { it.name("nightly") } } shouldBe
                    "ResourceNotFoundException: Schedule nightly does not exist."
                refusal { client.deleteSchedule { it.name("nightly") } } shouldBe
                    "ResourceNotFoundException: Schedule nightly does not exist."
            }
        }
    }

    @Test
    fun `groups hold schedules, and take them along`() = runTest {
        // test_tag_resource, test_untag_resource
        mockAws {
            schedules().use { client ->
                val arn =
                    client.createScheduleGroup { it.name("shop").tags(Tag.builder().key("a").value("1").build()) }
                        .scheduleGroupArn()
                arn shouldBe "arn:aws:scheduler:$region:$accountId:schedule-group/shop"
                client.getScheduleGroup { it.name("shop") }.stateAsString() shouldBe "ACTIVE"
                client.listScheduleGroups { }.scheduleGroups().map { it.name() } shouldBe listOf("default", "shop")
                client.make("x", "rate(1 hour)") { groupName("shop") }
                client.make("x", "rate(1 hour)")
                client.listSchedules { it.groupName("shop") }.schedules().map { it.arn() } shouldBe
                    listOf("arn:aws:scheduler:$region:$accountId:schedule/shop/x")
                client.tagResource { it.resourceArn(arn).tags(Tag.builder().key("b").value("2").build()) }
                client.untagResource { it.resourceArn(arn).tagKeys("a") }
                client.listTagsForResource { it.resourceArn(arn) }.tags().map { it.key() } shouldBe listOf("b")
                client.deleteScheduleGroup { it.name("shop") }
                client.listSchedules { }.schedules().map { it.groupName() } shouldBe listOf("default")
                refusal { client.make("x", "rate(1 hour)") { groupName("shop") } } shouldBe
                    "ResourceNotFoundException: Schedule group shop does not exist."
                refusal { client.listTagsForResource { it.resourceArn(arn) } } shouldBe
                    "ResourceNotFoundException: Resource $arn does not exist."
                refusal { client.createScheduleGroup { it.name("default") } } shouldBe
                    "ConflictException: Schedule group default already exists."
            }
        }
    }

    @Test
    fun `lists come in pages, by name and state`() = runTest {
        mockAws {
            schedules().use { client ->
                for (i in 1..3) client.make("s$i", "rate(1 hour)")
                client.make("off", "rate(1 hour)") { state("DISABLED") }
                val first = client.listSchedules { it.namePrefix("s").maxResults(2) }
                first.schedules().map { it.name() } shouldBe listOf("s1", "s2")
                val rest = client.listSchedules { it.namePrefix("s").maxResults(2).nextToken(first.nextToken()) }
                rest.schedules().map { it.name() } shouldBe listOf("s3")
                client.listSchedules { it.state("DISABLED") }.schedules().map { it.name() } shouldBe listOf("off")
                refusal { client.listSchedules { it.nextToken("x") } } shouldStartWith "ValidationException"
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
        strings = [
            "cron(0 1 * * * *)", "cron(7 20 * * NOT *)", "cron(INVALID)", "cron()", "rate(10 seconds)", "rate()",
            "rate(10)", "rate(10 minutess)", "rate(-10 minutes)", "rate( 10 minutes )", " rate(10 minutes)",
            "at(2021-12-31T23:59:59Z)", "at(2021-12-31)",
        ],
    )
    fun `what is no schedule is refused`(expression: String) = runTest {
        // tests_create_schedule_with_invalid_schedule_expression
        mockAws {
            schedules().use { client ->
                refusal { client.make("s", expression) } shouldBe
                    "ValidationException: Invalid Schedule Expression $expression."
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
        strings = [
            "cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)", "cron(30-30 13-13 ? * 2,4,6 *)", "cron(1-31/30 1-1 ? * 1,7 *)",
            "cron(0 18 ? * MON-FRI *)", "cron(*/15 * * * ? *)", "cron(0-59/10 0-23/2 ? * * *)", "rate(1 hours)",
        ],
    )
    fun `what AWS takes is taken`(expression: String) = runTest {
        // test_create_schedule_with_valid_cron_expressions
        mockAws {
            schedules().use { client -> client.make("s", expression) }
            (scheduler.schedule("s").next != null) shouldBe true
        }
    }

    @Test
    fun `what cannot be is refused`() = runTest {
        mockAws {
            schedules().use { client ->
                refusal { client.make("s", "rate(1 hour)") { scheduleExpressionTimezone("Mars/Base") } } shouldStartWith
                    "ValidationException: "
                refusal {
                    client.make("s", "rate(1 hour)") { startDate((time.now() - 6.minutes).toJavaInstant()) }
                } shouldBe "ValidationException: The StartDate you specify cannot be earlier than 5 minutes ago."
                refusal { client.make("s", "rate(1 hour)", "arn:aws:scheduler:::aws-sdk:sqs:receiveMessage") } shouldStartWith
                    "ValidationException: "
                refusal { client.make("s", "rate(1 hour)", "arn:aws:scheduler:::aws-sdk:sqs:noSuchThing") } shouldStartWith
                    "ValidationException: "
                refusal { client.make("s", "rate(1 hour)") { flexibleTimeWindow { it.mode("FLEXIBLE") } } } shouldStartWith
                    "ValidationException: "
                client.listSchedules { }.schedules().shouldBeEmpty()
            }
        }
    }
}
