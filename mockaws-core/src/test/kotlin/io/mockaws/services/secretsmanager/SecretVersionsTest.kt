package io.mockaws.services.secretsmanager

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.maps.shouldNotContainKey
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import java.util.UUID
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

/**
 * Versions, their labels and ids. Words and codes: LocalStack's recordings of AWS
 * (`tests/aws/services/secretsmanager/test_secretsmanager.snapshot.json`), by the names of their tests.
 */
class SecretVersionsTest {
    private val aws = SecretsWorld()
    private val secrets = aws.client

    @Test
    fun `a new value takes AWSCURRENT and leaves AWSPREVIOUS`() {
        secrets.make("db", "one")
        secrets.putSecretValue { it.secretId("db").secretString("two") }.versionStages() shouldBe listOf("AWSCURRENT")
        secrets.updateSecret { it.secretId("db").secretString("three") }
        secrets.labels("db") shouldBe
            mapOf("one" to emptyList(), "two" to listOf("AWSPREVIOUS"), "three" to listOf("AWSCURRENT"))
        secrets.listSecretVersionIds { it.secretId("db") }.versions().size shouldBe 2
        secrets.value("db", "AWSPREVIOUS") shouldBe "two"
    }

    @Test
    fun `a secret is found by its name, its ARN and its ARN without the end`() {
        val arn = secrets.make("app/db")
        arn shouldMatch "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-[A-Za-z0-9]{6}"
        for (id in listOf("app/db", arn, arn.dropLast(7))) secrets.value(id) shouldBe "s3cret"
        val other = arn.dropLast(6) + "abcdef"
        refusal { secrets.value(other) } shouldBe
            "ResourceNotFoundException: Secrets Manager can't find the specified secret."
        // https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
        val hyphen = secrets.make("name-a1b2c3")
        refusal { secrets.value(hyphen.dropLast(7)) } shouldBe
            "ResourceNotFoundException: Secrets Manager can't find the specified secret."
    }

    @Test
    fun `custom labels move with the value that asks for them`() {
        // test_non_versioning_version_stages_no_replacement
        secrets.make("db", "one")
        secrets.putSecretValue { it.secretId("db").secretString("two").versionStages("one", "two", "three") }
        secrets.putSecretValue { it.secretId("db").secretString("three").versionStages("one", "two", "four") }
        secrets.labels("db") shouldBe
            mapOf(
                "one" to listOf("AWSCURRENT"),
                "two" to listOf("three"),
                "three" to listOf("four", "one", "two"),
            )
    }

    @Test
    fun `a label is moved by UpdateSecretVersionStage from where it is said to be`() {
        val first = secrets.createSecret { it.name("db").secretString("one") }.versionId()
        val second =
            secrets.putSecretValue { it.secretId("db").secretString("two").versionStages("AWSPENDING") }.versionId()
        refusal { move("AWSCURRENT", null, second) } shouldBe
            "InvalidParameterException: The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT " +
            "is currently attached to version $first, so you must explicitly reference that version in " +
            "RemoveFromVersionId."
        refusal { move("AWSCURRENT", second, second) } shouldBe
            "InvalidParameterException: When you move staging label AWSCURRENT, if you specify RemoveFromVersionId, " +
            "it must be set to the version that currently has the staging label AWSCURRENT."
        move("AWSCURRENT", first, second)
        secrets.labels("db") shouldBe mapOf("one" to listOf("AWSPREVIOUS"), "two" to listOf("AWSCURRENT", "AWSPENDING"))
        move("AWSPENDING", second, null)
        secrets.labels("db") shouldBe mapOf("one" to listOf("AWSPREVIOUS"), "two" to listOf("AWSCURRENT"))
        refusal { move("AWSCURRENT", second, null) } shouldBe
            "InvalidParameterException: You can only move staging label AWSCURRENT to a different secret version. " +
            "It can't be completely removed."
        move("GREEN", null, first)
        secrets.value("db", "GREEN") shouldBe "one"
    }

    @Test
    fun `what is not there is told by label and by id`() {
        // test_secret_version_not_found, test_get_secret_value_errors
        secrets.createSecret { it.name("empty") }
        refusal { secrets.value("empty") } shouldBe
            "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: " +
            "AWSCURRENT"
        secrets.make("db")
        val id = UUID.randomUUID().toString()
        refusal { secrets.getSecretValue { it.secretId("db").versionId(id) } } shouldBe
            "ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: $id"
        val current = secrets.getSecretValue { it.secretId("db") }.versionId()
        refusal { secrets.getSecretValue { it.secretId("db").versionId(current).versionStage("AWSPREVIOUS") } } shouldBe
            "InvalidRequestException: You provided a VersionStage that is not associated to the provided VersionId."
    }

    @Test
    fun `a secret without a value has no version`() {
        // test_create_secret_version_from_empty_secret
        secrets.createSecret { it.name("empty") }.versionId() shouldBe null
        secrets.describeSecret { it.secretId("empty") }.versionIdsToStages() shouldBe emptyMap()
        // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
        secrets.putSecretValue { it.secretId("empty").secretString("one").versionStages("AWSPENDING") }
            .versionStages() shouldBe listOf("AWSCURRENT", "AWSPENDING")
    }

    @Test
    fun `a token makes one version, however often it is sent`() {
        val token = UUID.randomUUID().toString()
        val arn = secrets.createSecret { it.name("db").secretString("one").clientRequestToken(token) }.arn()
        secrets.createSecret { it.name("db").secretString("one").clientRequestToken(token) }.versionId() shouldBe token
        secrets.putSecretValue { it.secretId("db").secretString("one").clientRequestToken(token) }
        secrets.listSecretVersionIds { it.secretId("db") }.versions().size shouldBe 1
        refusal {
            secrets.putSecretValue { it.secretId("db").secretString("two").clientRequestToken(token) }
        } shouldBe
            "ResourceExistsException: You can't use ClientRequestToken $token because that value is already in use " +
            "for a version of secret $arn."
        refusal { secrets.make("db") } shouldBe
            "ResourceExistsException: The operation failed because the secret db already exists."
        refusal {
            secrets.putSecretValue { it.secretId("db").secretString("two").clientRequestToken("short") }
        } shouldBe
            "ValidationException: 1 validation error detected: Value 'short' at 'clientRequestToken' failed to " +
            "satisfy constraint: Member must have length greater than or equal to 32"
    }

    @Test
    fun `who sends no token is told to, and a rotation by another code`() {
        // test_no_client_request_token: the message is a member of the error's shape, with a capital.
        val codes =
            mapOf(
                "PutSecretValue" to "InvalidRequestException",
                "UpdateSecret" to "InvalidRequestException",
                "RotateSecret" to "InvalidParameterException",
            )
        for ((operation, code) in codes) {
            val answer = raw(operation, """{"SecretId":"db","SecretString":"one"}""")
            answer.status shouldBe 400
            (answer.body as HttpBody.Bytes).bytes.decodeToString() shouldBe
                """{"__type":"$code","Message":"You must provide a ClientRequestToken value. We recommend a UUID-type value."}"""
        }
    }

    private fun raw(
        operation: String,
        body: String,
    ) = runBlocking {
        val headers =
            Headers.of("X-Amz-Target" to "secretsmanager.$operation", "Content-Type" to "application/x-amz-json-1.1")
        aws.engine.handle(HttpRequest("POST", "/", headers = headers, body = HttpBody.of(body)))
    }

    @Test
    fun `a version that was to come and is current no longer is neither`() {
        // test_update_secret_version_stages_current_pending
        val first = secrets.createSecret { it.name("db").secretString("one") }.versionId()
        val second = secrets.putSecretValue { it.secretId("db").secretString("two").versionStages("AWSPENDING") }.versionId()
        secrets.updateSecretVersionStage {
            it.secretId("db").versionStage("AWSCURRENT").removeFromVersionId(first).moveToVersionId(second)
        }
        secrets.labels("db") shouldBe mapOf("one" to listOf("AWSPREVIOUS"), "two" to listOf("AWSCURRENT", "AWSPENDING"))
        secrets.putSecretValue { it.secretId("db").secretString("three") }
        secrets.labels("db") shouldBe
            mapOf("one" to emptyList(), "two" to listOf("AWSPREVIOUS"), "three" to listOf("AWSCURRENT"))
    }

    @Test
    fun `another account needs a secret under a key of its owner's own`() {
        // test_cross_account_access
        val other = aws.client("us-east-1", "000000000002")
        val arn = secrets.make("db")
        val refused =
            "InvalidRequestException: You can't access a secret from a different AWS account if you encrypt the secret " +
                "with the default KMS service key."
        refusal { other.value(arn) } shouldBe refused
        refusal { other.putSecretValue { it.secretId(arn).secretString("two") } } shouldBe refused
        other.describeSecret { it.secretId(arn) }.arn() shouldBe arn
    }

    @Test
    fun `an empty description is none`() {
        // test_create_secret_version_from_empty_secret
        secrets.createSecret { it.name("db").description("") }
        secrets.describeSecret { it.secretId("db") }.description() shouldBe null
    }

    @Test
    fun `binary values are no text, and a version has one of the two`() {
        val bytes = SdkBytes.fromByteArray(byteArrayOf(0, -1, 7))
        secrets.createSecret { it.name("key").secretBinary(bytes) }
        val value = secrets.getSecretValue { it.secretId("key") }
        value.secretBinary() shouldBe bytes
        value.secretString() shouldBe null
        refusal { secrets.putSecretValue { it.secretId("key").secretBinary(bytes).secretString("both") } }
            .substringBefore(':') shouldBe "InvalidParameterException"
        refusal { secrets.putSecretValue { it.secretId("key") } }
            .substringBefore(':') shouldBe "InvalidRequestException"
    }

    @Test
    fun `names AWS does not take are refused in every operation`() {
        // test_invalid_secret_name
        val words =
            "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of " +
                "the following: -/_+=.@!"
        for (name in listOf("Inv Name", " Inv*Name? ")) {
            refusal { secrets.make(name) } shouldBe words
            refusal { secrets.describeSecret { it.secretId(name) } } shouldBe words
            refusal { secrets.deleteSecret { it.secretId(name) } } shouldBe words
        }
        secrets.make("Valid/_+=.@-Name")
    }

    @Test
    fun `beyond a hundred versions those go that have no label and are a day old`() {
        secrets.make("db", "0")
        repeat(110) { i -> secrets.putSecretValue { it.secretId("db").secretString("${i + 1}") } }
        secrets.listSecretVersionIds { it.secretId("db").includeDeprecated(true).maxResults(100) }
            .nextToken() shouldBe secrets.listSecretVersionIds { it.secretId("db").includeDeprecated(true) }.nextToken()
        aws.advance(25.hours)
        secrets.putSecretValue { it.secretId("db").secretString("last") }
        val all = secrets.listSecretVersionIds { it.secretId("db").includeDeprecated(true) }
        all.versions().size shouldBe 100
        all.nextToken() shouldBe null
        secrets.value("db", "AWSPREVIOUS") shouldBe "110"
    }

    @Test
    fun `twenty labels are the most that a secret can have`() {
        secrets.make("db")
        secrets.putSecretValue { it.secretId("db").secretString("two").versionStages((1..19).map { "label$it" }) }
        refusal { secrets.putSecretValue { it.secretId("db").secretString("three").versionStages("one-more") } }
            .substringBefore(':') shouldBe "LimitExceededException"
        secrets.listSecretVersionIds { it.secretId("db") }.versions().size shouldBe 2
    }

    @Test
    fun `the day of the last access is remembered, of the secret and of its version`() {
        secrets.make("db")
        secrets.describeSecret { it.secretId("db") }.lastAccessedDate() shouldBe null
        aws.advance(1.days)
        secrets.value("db")
        val described = secrets.describeSecret { it.secretId("db") }
        described.lastAccessedDate().toString() shouldBe "2026-11-22T00:00:00Z"
        described.createdDate().toString() shouldBe "2026-11-21T10:00:00Z"
        secrets.listSecretVersionIds { it.secretId("db") }.versions().single().lastAccessedDate().toString() shouldBe
            "2026-11-22T00:00:00Z"
    }

    @Test
    fun `another key is that of the versions with AWS's labels`() {
        // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html
        secrets.make("db", "one")
        secrets.putSecretValue { it.secretId("db").secretString("two").versionStages("GREEN") }
        secrets.updateSecret { it.secretId("db").kmsKeyId("alias/secrets") }
        secrets.listSecretVersionIds { it.secretId("db") }.versions().map { it.kmsKeyIds().single() } shouldBe
            listOf("alias/secrets", "DefaultEncryptionKey")
        secrets.describeSecret { it.secretId("db") }.kmsKeyId() shouldBe "alias/secrets"
        refusal { secrets.updateSecret { it.secretId("db").kmsKeyId("nonsense") } }.substringBefore(':') shouldBe
            "EncryptionFailure"
    }

    @Test
    fun `tags are there once there were any`() {
        // test_secret_tags
        secrets.make("db")
        secrets.describeSecret { it.secretId("db") }.hasTags() shouldBe false
        secrets.tagResource { r -> r.secretId("db").tags({ it.key("team").value("blue") }) }
        secrets.describeSecret { it.secretId("db") }.tags().single().value() shouldBe "blue"
        secrets.untagResource { it.secretId("db").tagKeys("team") }
        val bare = secrets.describeSecret { it.secretId("db") }
        bare.hasTags() shouldBe true
        bare.tags().shouldBeEmpty()
        bare.versionIdsToStages() shouldNotContainKey ""
    }

    private fun move(
        stage: String,
        from: String?,
        to: String?,
    ) = secrets.updateSecretVersionStage {
        it.secretId("db").versionStage(stage).removeFromVersionId(from).moveToVersionId(to)
    }
}
