package io.mockaws.services.secretsmanager

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import software.amazon.awssdk.services.secretsmanager.model.Filter
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html */
class SecretListsTest {
    private val aws = SecretsWorld()
    private val secrets = aws.client

    init {
        make("app/db", "Main database", "team" to "blue")
        make("app/queue", "Token of the queue", "team" to "red")
        make("MyBackup", null, "Stage" to "prod")
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
        "name, app/, app/db app/queue",
        "name, App, ''",
        "name, !app/, MyBackup",
        "name, db, ''",
        "description, main, app/db",
        "description, database, app/db",
        "tag-key, team, app/db app/queue",
        "tag-key, stage, ''",
        "tag-value, b, app/db",
        "primary-region, us-east-1, ''",
        "owning-service, rds, ''",
        "all, BACKUP, MyBackup",
        "all, prod, MyBackup",
        "all, queue, app/queue",
    )
    fun `filters look at the beginning, and 'all' at words`(
        key: String,
        value: String,
        expected: String,
    ) {
        names(FilterNameStringType.fromValue(key) to listOf(value)) shouldBe
            expected.split(' ').filter { it.isNotEmpty() }
    }

    @Test
    fun `one of the values of every filter has to fit`() {
        names(FilterNameStringType.NAME to listOf("app/db", "MyB")) shouldContainExactly listOf("app/db", "MyBackup")
        names(FilterNameStringType.NAME to listOf("app/"), FilterNameStringType.TAG_VALUE to listOf("red")) shouldBe
            listOf("app/queue")
    }

    @Test
    fun `lists come in pages, by the time of creation in either order`() {
        val pages =
            secrets.listSecretsPaginator { it.maxResults(2) }.map { page -> page.secretList().map { it.name() } }
        pages shouldBe listOf(listOf("app/db", "app/queue"), listOf("MyBackup"))
        secrets.listSecrets { it.sortOrder("desc") }.secretList().map { it.name() } shouldBe
            listOf("MyBackup", "app/queue", "app/db")
        refusal { secrets.listSecrets { it.nextToken("of another") } }.substringBefore(':') shouldBe
            "InvalidNextTokenException"
        refusal { secrets.listSecrets { it.maxResults(101) } } shouldBe
            "ValidationException: 1 validation error detected: Value '101' at 'maxResults' failed to satisfy " +
            "constraint: Member must have value less than or equal to 100"
    }

    @Test
    fun `values come in batches with the errors of those that have none`() {
        secrets.deleteSecret { it.secretId("MyBackup") }
        val batch = secrets.batchGetSecretValue { it.secretIdList("app/db", "missing", "MyBackup") }
        batch.secretValues().map { it.name() to it.secretString() } shouldBe listOf("app/db" to "s3cret")
        batch.errors().map { Triple(it.secretId(), it.errorCode(), it.message()) } shouldBe
            listOf(
                Triple(
                    "missing",
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret.",
                ),
                Triple(
                    "MyBackup",
                    "InvalidRequestException",
                    "You can't perform this operation on the secret because it was marked for deletion.",
                ),
            )
        val filtered =
            secrets.batchGetSecretValue { r -> r.filters({ it.key("name").values("app/") }).maxResults(1) }
        filtered.secretValues().map { it.name() } shouldBe listOf("app/db")
        secrets.batchGetSecretValue { r ->
            r.filters({ it.key("name").values("app/") }).maxResults(1).nextToken(filtered.nextToken())
        }.secretValues().map { it.name() } shouldBe listOf("app/queue")
        refusal { secrets.batchGetSecretValue { it.secretIdList("app/db").maxResults(1) } } shouldBe
            "InvalidParameterException: 'Filters' not specified. 'Filters' must also be specified when 'MaxResults' " +
            "is provided."
        refusal { secrets.listSecrets { r -> r.filters({ it.key("name") }) } } shouldBe
            "InvalidParameterException: Invalid filter values for key: name"
        refusal { secrets.batchGetSecretValue { } } shouldBe
            "InvalidParameterException: Either 'SecretIdList' or 'Filters' must be provided, but not both."
    }

    private fun make(
        name: String,
        description: String?,
        tag: Pair<String, String>,
    ) {
        secrets.createSecret { r ->
            r.name(name).secretString("s3cret").description(description)
                .tags({ it.key(tag.first).value(tag.second) })
        }
        aws.advance(1.minutes)
    }

    private fun names(vararg filters: Pair<FilterNameStringType, List<String>>): List<String> =
        secrets.listSecrets { r ->
            r.filters(
                filters.map { (key, values) ->
                    Filter.builder().key(key).values(values).build()
                },
            )
        }.secretList().map { it.name() }
}
