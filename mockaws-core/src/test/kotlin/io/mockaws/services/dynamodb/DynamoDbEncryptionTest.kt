package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.SSEDescription
import software.amazon.awssdk.services.dynamodb.model.SSESpecification
import software.amazon.awssdk.services.dynamodb.model.TableDescription
import software.amazon.awssdk.services.dynamodb.model.TableStatus
import java.nio.file.Path

/**
 * `SSESpecification`, as AWS answered LocalStack's tests in October 2025 (test_dynamodb_create_table_with_partial_sse_specification,
 * test_dynamodb_update_table_without_sse_specification_change) and the notes "ack-api-quirks" in October 2026 (DDB-TABLE-031, 036,
 * 044, 065, 079, 082 and 442).
 */
class DynamoDbEncryptionTest : DynamoDbContract() {
    private val keyId = aws.kms.key("things").id
    private val keyArn = "arn:aws:kms:us-east-1:123456789012:key/$keyId"
    private val invalid = "One or more parameter values were invalid:"

    private fun create(specify: SSESpecification.Builder.() -> Unit): TableDescription =
        client.createTable { request ->
            request.tableName("things").billingMode(BillingMode.PAY_PER_REQUEST).keySchema(key("id", KeyType.HASH))
                .attributeDefinitions({ it.attributeName("id").attributeType("S") })
                .sseSpecification { it.specify() }
        }.tableDescription()

    private fun update(specify: SSESpecification.Builder.() -> Unit): TableDescription =
        client.updateTable { r -> r.tableName("things").sseSpecification { it.specify() } }.tableDescription()

    private fun described(): SSEDescription? = client.describeTable { it.tableName("things") }.table().sseDescription()

    @Test
    fun `a table that asks for it is encrypted under the key that AWS keeps`() {
        val created = create { enabled(true) }.sseDescription()
        created.statusAsString() shouldBe "ENABLED"
        created.sseTypeAsString() shouldBe "KMS"
        created.kmsMasterKeyArn() shouldMatch "arn:aws:kms:us-east-1:123456789012:key/[0-9a-f-]{36}"
        described() shouldBe created
        client.updateTable { r -> r.tableName("things").deletionProtectionEnabled(false) }.tableDescription().sseDescription() shouldBe
            created
    }

    @Test
    fun `a table that does not ask tells nothing of its key`() {
        indexedTable()
        client.describeTable { it.tableName("indexed") }.table().sseDescription() shouldBe null
        create { enabled(false) }.sseDescription() shouldBe null
        client.deleteTable { it.tableName("things") }
        create { }.sseDescription() shouldBe null
        client.deleteTable { it.tableName("things") }
        create { sseType("KMS") }.sseDescription() shouldNotBe null
    }

    @Test
    fun `a key is named by its id, its ARN or an alias, and shown by its ARN`() {
        create { sseType("KMS").kmsMasterKeyId(keyId) }.sseDescription().kmsMasterKeyArn() shouldBe keyArn
        aws.kms.key("mine")
        update { enabled(true).sseType("KMS").kmsMasterKeyId("alias/mine") }
        val mine = described()!!.kmsMasterKeyArn()
        mine shouldNotBe keyArn
        update { enabled(true).sseType("KMS").kmsMasterKeyId("arn:aws:kms:us-east-1:123456789012:alias/mine") }
        described()!!.kmsMasterKeyArn() shouldBe mine
        update { enabled(true).sseType("KMS").kmsMasterKeyId("alias/aws/dynamodb") }
        val managed = described()!!.kmsMasterKeyArn()
        update { enabled(true) }
        described()!!.kmsMasterKeyArn() shouldBe managed
    }

    @Test
    fun `an update shows the key that was, and the next description the one that is`() {
        create { }
        val on = update { enabled(true) }
        on.tableStatus() shouldBe TableStatus.ACTIVE
        on.sseDescription().toString() shouldBe "SSEDescription(Status=UPDATING)"
        val managed = described()!!.kmsMasterKeyArn()
        val off = update { enabled(false) }.sseDescription()
        off.statusAsString() shouldBe "UPDATING"
        off.kmsMasterKeyArn() shouldBe managed
        described() shouldBe null
    }

    @Test
    fun `what would change nothing is refused`() {
        create { }
        validation("$invalid Table is already encrypted by default") { update { enabled(false) } }
        update { enabled(true).sseType("KMS").kmsMasterKeyId(keyId) }
        validation(
            "$invalid Table is already encrypted with given KMSMasterKeyId. " +
                "Use KMSMasterKeyId parameter if you want to change Master Key",
        ) { update { enabled(true).sseType("KMS").kmsMasterKeyId(keyArn) } }
        update { enabled(true).sseType("KMS").kmsMasterKeyId(keyId) }
    }

    @Test
    fun `members that contradict each other are refused`() {
        val specifications =
            listOf<Pair<String, SSESpecification.Builder.() -> Unit>>(
                "SSEType can not be specified if Enabled is false" to { enabled(false).sseType("KMS").kmsMasterKeyId(keyId) },
                "KMSMasterKeyId can not be specified if Enabled is false" to { enabled(false).kmsMasterKeyId(keyId) },
                "SSEType AES256 is not supported" to { enabled(true).sseType("AES256") },
                "SSEType KMS is required if KMSMasterKeyId is specified" to { enabled(true).kmsMasterKeyId(keyId) },
            )
        for ((message, specification) in specifications) {
            withClue(message) { validation("$invalid $message") { create(specification) } }
        }
        validation(
            "1 validation error detected: Value 'kms' at 'sSESpecification.sSEType' failed to satisfy constraint: " +
                "Member must satisfy enum value set: [AES256, KMS]",
        ) { create { sseType("kms") } }
        validation(
            "1 validation error detected: Value '' at 'sSESpecification.kMSMasterKeyId' failed to satisfy constraint: " +
                "Member must have length greater than or equal to 1",
        ) { create { sseType("KMS").kmsMasterKeyId("") } }
        client.listTables().tableNames() shouldBe emptyList()
    }

    @Test
    fun `what cannot be a key here is refused in the words of KMS`() {
        for ((id, words) in listOf(
            "custom" to "Invalid keyId 'custom'",
            keyArn.replace("us-east-1", "eu-west-1") to "Invalid arn eu-west-1"
        )) {
            val refused = shouldThrow<DynamoDbException> { create { enabled(true).sseType("KMS").kmsMasterKeyId(id) } }
            refused.awsErrorDetails().errorCode() shouldBe "ValidationException"
            refused.awsErrorDetails().errorMessage() shouldMatch
                "KMS validation error: com.amazonaws.services.kms.model.NotFoundException: $words \\(Service: AWSKMS; " +
                "Status Code: 400; Error Code: NotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\\)"
        }
    }

    @Test
    fun `encryption is changed by a request of its own`() {
        create { }
        validation("$invalid Server-Side Encryption modification must be the only operation in the request") {
            client.updateTable { r -> r.tableName("things").deletionProtectionEnabled(true).sseSpecification { it.enabled(true) } }
        }
        described() shouldBe null
    }

    @Test
    fun `a saved table keeps its key`(
        @TempDir folder: Path,
    ) {
        create { enabled(true).sseType("KMS").kmsMasterKeyId(keyId) }
        aws.save(folder.resolve("world"))
        MockAws.start().use { other ->
            other.load(folder.resolve("world"))
            other.javaSdk.configure(DynamoDbClient.builder()).build().use { client ->
                client.describeTable { it.tableName("things") }.table().sseDescription().kmsMasterKeyArn() shouldBe keyArn
            }
        }
    }
}
