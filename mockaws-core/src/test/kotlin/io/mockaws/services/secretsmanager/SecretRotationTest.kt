package io.mockaws.services.secretsmanager

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.services.secretsmanager.rotation.RotationStep
import org.junit.jupiter.api.Test
import java.util.UUID
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html */
class SecretRotationTest {
    private val aws = SecretsWorld()
    private val secrets = aws.client
    private var count = 0

    @Test
    fun `RotateSecret has the function do four steps, and the value is the new one`() {
        // test_rotate_secret_with_lambda_success
        secrets.make("db", "old")
        val seen = ArrayList<String>()
        val db = aws.fixture.rotation("db") { step ->
            seen += "${step.step} ${step.current} ${step.pending}"
            if (step.step == "createSecret") step.putPending("new")
            if (step.step == "finishSecret") step.finish()
        }
        val token = UUID.randomUUID().toString()
        secrets.rotateSecret { r ->
            r.secretId("db").rotationLambdaARN(LAMBDA).clientRequestToken(token)
                .rotationRules { it.automaticallyAfterDays(1) }
        }.versionId() shouldBe token
        seen shouldContainExactly
            listOf("createSecret old null", "setSecret old new", "testSecret old new", "finishSecret old new")
        secrets.labels("db") shouldBe mapOf("old" to listOf("AWSPREVIOUS"), "new" to listOf("AWSCURRENT"))
        secrets.describeSecret { it.secretId("db") }.run {
            rotationEnabled() shouldBe true
            rotationLambdaARN() shouldBe LAMBDA
            rotationRules().automaticallyAfterDays() shouldBe 1
            lastRotatedDate().toString() shouldBe "2026-11-21T10:00:00Z"
            nextRotationDate().toString() shouldBe "2026-11-22T23:59:59Z"
        }
        db.rotations shouldBe listOf("RotationStarted", "RotationSucceeded")
    }

    @Test
    fun `a function may use a client of its own, as AWS's templates do`() {
        secrets.make("db", "old")
        aws.fixture.rotation("db") { step ->
            val token = step.clientRequestToken
            when (step.step) {
                "createSecret" ->
                    secrets.putSecretValue {
                        it.secretId(step.secretId).clientRequestToken(token).secretString("new")
                            .versionStages("AWSPENDING")
                    }

                "finishSecret" -> {
                    val from = secrets.getSecretValue { it.secretId(step.secretId) }.versionId()
                    secrets.updateSecretVersionStage {
                        it.secretId(step.secretId).versionStage("AWSCURRENT").moveToVersionId(token)
                            .removeFromVersionId(from)
                    }
                }
            }
        }
        secrets.rotateSecret { it.secretId("db") }
        secrets.labels("db") shouldBe
            mapOf("old" to listOf("AWSPREVIOUS"), "new" to listOf("AWSCURRENT", "AWSPENDING"))
        secrets.rotateSecret { it.secretId("db").rotationLambdaARN(LAMBDA) }
    }

    @Test
    fun `by the clock a secret is rotated once for each window that has opened`() {
        secrets.make("db", "0")
        val db = aws.fixture.rotation("db", "rate(10 days)", ::next)
        secrets.value("db") shouldBe "0"
        db.rotations shouldBe listOf("TestRotationStarted", "TestRotationSucceeded")
        aws.advance(9.days)
        secrets.value("db") shouldBe "0"
        aws.advance(15.hours)
        secrets.value("db") shouldBe "1"
        secrets.value("db") shouldBe "1"
        aws.advance(20.days)
        db.value shouldBe "3"
        db.value("AWSPREVIOUS") shouldBe "2"
        secrets.describeSecret { it.secretId("db") }.nextRotationDate().toString() shouldBe "2026-12-31T23:59:59Z"
    }

    @Test
    fun `windows open when the schedule says, and are as long as it says`() {
        secrets.make("db", "0")
        aws.fixture.rotation("db", null, ::next)
        val shown =
            listOf(
                Triple("rate(12 hours)", null, "2026-11-21T12:59:59Z"),
                Triple("rate(2 days)", "3h", "2026-11-23T02:59:59Z"),
                Triple("cron(0 8 1 * ? *)", null, "2026-12-01T23:59:59Z"),
                Triple("cron(0 16 ? * SUN#2 *)", "2h", "2026-12-13T17:59:59Z"),
                Triple("cron(0 0 L * ? *)", null, "2026-11-30T23:59:59Z"),
                Triple("cron(0 /8 * * ? *)", null, "2026-11-21T16:59:59Z"),
            )
        for ((expression, duration, next) in shown) {
            secrets.rotateSecret { r ->
                r.secretId("db").rotateImmediately(false)
                    .rotationRules { it.scheduleExpression(expression).duration(duration) }
            }
            secrets.describeSecret { it.secretId("db") }.nextRotationDate().toString() shouldBe next
        }
        for (expression in listOf("rate(3 hours)", "cron(5 8 1 * ? *)", "cron(0 0/2 * * ? *)", "rate(0 days)")) {
            refusal {
                secrets.rotateSecret { r -> r.secretId("db").rotationRules { it.scheduleExpression(expression) } }
            }.substringBefore(':') shouldBe "InvalidParameterException"
        }
    }

    @Test
    fun `a step that fails leaves the value, and is tried again in the next window`() {
        secrets.make("db", "old")
        var isDown = true
        val db =
            aws.fixture.rotation("db", "rate(1 day)") { step ->
                if (step.step == "createSecret") step.putPending("new")
                if (step.step == "setSecret" && isDown) error("no connection")
                if (step.step == "finishSecret") step.finish()
            }
        aws.advance(1.days)
        secrets.value("db") shouldBe "old"
        secrets.value("db", "AWSPENDING") shouldBe "new"
        db.rotations.last() shouldBe "RotationFailed: setSecret: no connection"
        secrets.describeSecret { it.secretId("db") }.lastRotatedDate() shouldBe null
        refusal { secrets.rotateSecret { it.secretId("db") } } shouldBe
            "InvalidRequestException: A previous rotation isn't complete. That rotation will be reattempted."
        isDown = false
        aws.advance(1.days)
        secrets.labels("db") shouldBe mapOf("old" to listOf("AWSPREVIOUS"), "new" to listOf("AWSCURRENT"))
    }

    @Test
    fun `a function that is not there cannot be invoked`() {
        // test_rotate_secret_invalid_lambda_arn, test_first_rotate_secret_with_missing_lambda_arn
        secrets.make("db")
        refusal { secrets.rotateSecret { it.secretId("db").rotationLambdaARN(LAMBDA) } } shouldBe
            "AccessDeniedException: Secrets Manager cannot invoke the specified Lambda function. Ensure that the " +
            "function policy grants access to the principal secretsmanager.amazonaws.com."
        refusal { secrets.rotateSecret { it.secretId("db") } } shouldBe
            "InvalidRequestException: No Lambda rotation function ARN is associated with this secret."
        secrets.describeSecret { it.secretId("db") }.rotationEnabled() shouldBe null
        shouldThrow<IllegalArgumentException> { aws.fixture.rotation("missing", "rate(1 day)") { } }
    }

    @Test
    fun `after CancelRotateSecret the clock rotates nothing`() {
        secrets.make("db", "0")
        aws.fixture.rotation("db", "rate(1 day)", ::next)
        secrets.cancelRotateSecret { it.secretId("db") }
        aws.advance(5.days)
        secrets.value("db") shouldBe "0"
        secrets.describeSecret { it.secretId("db") }.rotationEnabled() shouldBe false
    }

    @Test
    fun `a value put by hand counts as a rotation`() {
        secrets.make("db", "0")
        aws.fixture.rotation("db", null, ::next)
        secrets.rotateSecret { r ->
            r.secretId("db").rotateImmediately(false).rotationRules { it.automaticallyAfterDays(10) }
        }
        aws.advance(8.days)
        secrets.putSecretValue { it.secretId("db").secretString("by hand") }
        aws.advance(8.days)
        secrets.value("db") shouldBe "by hand"
        aws.advance(2.days)
        secrets.value("db") shouldBe "1"
    }

    private suspend fun next(step: RotationStep) {
        if (step.step == "createSecret") step.putPending("${++count}")
        if (step.step == "finishSecret") step.finish()
    }

    private companion object {
        const val LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:rotate"
    }
}
