package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType
import software.amazon.awssdk.services.dynamodb.model.StreamViewType

/**
 * Policies of tables and streams, as they are kept:
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html. Revisions and the words for
 * them are those of moto's tests/test_dynamodb/test_dynamodb_resource_policy.py, which were run at AWS; those for actions
 * were seen at AWS by https://github.com/aws/aws-cdk/pull/36194.
 */
class TablePolicyTest {
    @AutoClose
    private val aws = MockAws.start()
    private val client = aws.javaSdk.configure(DynamoDbClient.builder()).build()

    init {
        aws.dynamoDb.table("orders", "id")
    }

    private fun policy(
        action: String = "dynamodb:*",
        resource: String = "*",
    ) = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},""" +
        """"Action":"$action","Resource":"$resource"}]}"""

    private fun put(
        document: String,
        expected: String? = null,
        arn: String = TABLE,
    ) = client.putResourcePolicy { it.resourceArn(arn).policy(document).expectedRevisionId(expected) }.revisionId()

    private fun get(arn: String = TABLE) = client.getResourcePolicy { it.resourceArn(arn) }

    private fun delete(
        expected: String? = null,
        arn: String = TABLE,
    ) = client.deleteResourcePolicy { it.resourceArn(arn).expectedRevisionId(expected) }.revisionId()

    private fun refusal(call: () -> Any?) =
        shouldThrow<DynamoDbException> { call() }.awsErrorDetails().let { "${it.errorCode()}: ${it.errorMessage()}" }

    @Test
    fun `a table has a policy, and a later one a later revision`() {
        val first = put(policy())
        get().policy() shouldBe policy()
        get().revisionId() shouldBe first
        put(policy()) shouldBe first
        val second = put(policy("dynamodb:PutItem"), first)
        second shouldBeGreaterThan first
        get().policy() shouldBe policy("dynamodb:PutItem")
        delete() shouldBe second
        delete() shouldBe ""
        refusal { get() } shouldBe "PolicyNotFoundException: $NOT_FOUND $TABLE"
    }

    @Test
    fun `who expects another revision is refused`() {
        val first = put(policy(), "NO_POLICY")
        val second = put(policy("dynamodb:PutItem"))
        val other =
            "PolicyNotFoundException: $NOT_FOUND Requested update for policy with revision id $first, but the policy " +
                "associated to target table orders has revision id $second."
        refusal { put(policy(), first) } shouldBe other
        refusal { delete(first) } shouldBe other
        refusal { put(policy(), "NO_POLICY") } shouldBe
            "PolicyNotFoundException: $NOT_FOUND Requested policy update expecting none to be present for table orders, " +
            "but a policy exists with revision id $second."
        get().revisionId() shouldBe second
        delete(second) shouldBe second
    }

    @Test
    fun `a table that is not there has none`() {
        for (call in listOf({ put(policy(), arn = "${TABLE}_") }, { get("${TABLE}_") }, { delete(arn = "${TABLE}_") })) {
            refusal(call) shouldBe "ResourceNotFoundException: Requested resource not found: Table: orders_ not found"
        }
    }

    @Test
    fun `a policy is one, and has actions of tables`() {
        val invalid = "ValidationException: One or more parameter values were invalid: Invalid policy document:"
        refusal { put("my policy") } shouldBe "$invalid This policy contains invalid Json"
        refusal { put(policy("dynamodb:GetRecords")) } shouldBe
            "$invalid The following action names are invalid: \"dynamodb:GetRecords\""
    }

    @Test
    fun `a table is made with a policy`() {
        fun make(document: String) =
            client.createTable {
                it.tableName("jobs").billingMode("PAY_PER_REQUEST").resourcePolicy(document)
                    .keySchema({ key -> key.attributeName("id").keyType(KeyType.HASH) })
                    .attributeDefinitions({ one -> one.attributeName("id").attributeType(ScalarAttributeType.S) })
            }
        refusal { make("{}") } shouldBe
            "ValidationException: One or more parameter values were invalid: Invalid policy document: " +
            "Missing required field Statement"
        val arn = make(policy()).tableDescription().tableArn()
        get(arn).policy() shouldBe policy()
        client.deleteTable { it.tableName("jobs") }
        make(policy())
        client.deleteResourcePolicy { it.resourceArn(arn) }
    }

    @Test
    fun `a stream has a policy of its own`() {
        val stream =
            client.updateTable {
                it.tableName("orders").streamSpecification { how -> how.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY) }
            }.tableDescription().latestStreamArn()
        put(policy("dynamodb:GetRecords"), arn = stream)
        put(policy())
        get(stream).policy() shouldBe policy("dynamodb:GetRecords")
        get().policy() shouldBe policy()
        refusal { put(policy("dynamodb:ListStreams"), arn = stream) } shouldBe
            "ValidationException: One or more parameter values were invalid: Invalid policy document: " +
            "The following action names are invalid: \"dynamodb:ListStreams\""
    }

    private companion object {
        const val TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
        const val NOT_FOUND = "Resource-based policy not found for the provided ResourceArn:"
    }
}
