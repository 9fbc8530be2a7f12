package io.mockaws.engine.access

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.OTHER
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import io.mockaws.engine.access.Callers.refusal
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes
import software.amazon.awssdk.services.dynamodb.model.StreamViewType
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient

/**
 * Tables that are shared by their policies: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-examples.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html.
 */
class TableSharingTest {
    private val aws = MockAws.start { it.iam(true) }
    private val own = DynamoDbClient.create()
    private val partner = dynamo(Callers.other)

    init {
        aws.dynamoDb.table("orders", "id")
        own.putItem { it.tableName("orders").item(item("1")) }
    }

    @AfterEach
    fun close() = aws.close()

    private fun dynamo(credentials: AwsCredentialsProvider) =
        DynamoDbClient.builder().credentialsProvider(credentials).build()

    private fun item(id: String) = mapOf("id" to AttributeValue.fromS(id))

    private fun read(
        client: DynamoDbClient,
        table: String = TABLE,
    ) = client.getItem { it.tableName(table).key(item("1")) }.item()

    private fun share(
        principal: String,
        actions: String,
        effect: String = "Allow",
        arn: String = TABLE,
        resource: String = arn,
        more: String = "",
    ) = own.putResourcePolicy {
        it.resourceArn(arn).policy(
            """{"Version": "2012-10-17", "Statement": [{"Effect": "$effect", "Principal": {"AWS": "$principal"},
                "Action": [${actions.split(' ').joinToString { name -> "\"dynamodb:$name\"" }}], "Resource": "$resource"$more}]}""",
        )
    }

    @Test
    fun `another account is kept out until the table's policy lets it in`() {
        refusal { read(partner) } shouldBe
            "AccessDeniedException: User: arn:aws:iam::$OTHER:root is not authorized to perform: dynamodb:GetItem on " +
            "resource: $TABLE because no resource-based policy allows the dynamodb:GetItem action"
        share(OTHER, "GetItem BatchGetItem TransactGetItems Query DescribeTable")
        read(partner) shouldBe item("1")
        partner.batchGetItem { it.requestItems(mapOf(TABLE to KeysAndAttributes.builder().keys(item("1")).build())) }
            .responses().values.single() shouldBe listOf(item("1"))
        partner.transactGetItems { all -> all.transactItems({ it.get { one -> one.tableName(TABLE).key(item("1")) } }) }
            .responses().single().item() shouldBe item("1")
        partner.query {
            it.tableName(TABLE).keyConditionExpression("id = :id").expressionAttributeValues(mapOf(":id" to AttributeValue.fromS("1")))
        }.items() shouldBe listOf(item("1"))
        partner.describeTable { it.tableName(TABLE) }.table().tableArn() shouldBe TABLE
        refusal { partner.putItem { it.tableName(TABLE).item(item("2")) } } shouldContain "dynamodb:PutItem"
    }

    @Test
    fun `what another account writes is in the table`() {
        share(OTHER, "PutItem UpdateItem DeleteItem BatchWriteItem ConditionCheckItem")
        partner.putItem { it.tableName(TABLE).item(item("2")) }
        partner.transactWriteItems { all -> all.transactItems({ it.delete { one -> one.tableName(TABLE).key(item("1")) } }) }
        own.scan { it.tableName("orders") }.items() shouldBe listOf(item("2"))
    }

    @Test
    fun `a name without an account is of who asks`() {
        share(OTHER, "GetItem")
        refusal { read(partner, "orders") } shouldContain "ResourceNotFoundException"
    }

    @Test
    fun `without policies that act a table of another account is not there`() {
        MockAws.start().use { open ->
            open.dynamoDb.table("orders", "id")
            refusal { read(partner) } shouldContain "ResourceNotFoundException"
        }
    }

    @Test
    fun `within the account a policy that names who asks is enough, and a deny wins`() {
        val ann = dynamo(federated(allow("s3:*")))
        refusal { read(ann) } shouldContain "because no identity-based policy allows the dynamodb:GetItem action"
        share(ANN, "GetItem")
        read(ann) shouldBe item("1")
        share(ANN, "GetItem", effect = "Deny")
        refusal { read(dynamo(federated(allow("dynamodb:*")))) } shouldContain "with an explicit deny in a resource-based policy"
    }

    @Test
    fun `partition keys are a condition of a table's policy, too`() {
        val condition = """, "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["1"]}}"""
        share(OTHER, "GetItem PutItem", more = condition)
        read(partner) shouldBe item("1")
        refusal { partner.putItem { it.tableName(TABLE).item(item("2")) } } shouldContain "dynamodb:PutItem"
    }

    @Test
    fun `a stream is shared by its own policy`() {
        val stream =
            own.updateTable {
                it.tableName("orders").streamSpecification { how -> how.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY) }
            }.tableDescription().latestStreamArn()
        val reader = DynamoDbStreamsClient.builder().credentialsProvider(Callers.other).build()
        share(OTHER, "GetItem")
        refusal { reader.describeStream { it.streamArn(stream) } } shouldContain "dynamodb:DescribeStream on resource: $stream"
        share(OTHER, "DescribeStream GetShardIterator GetRecords", arn = stream)
        own.putItem { it.tableName("orders").item(item("2")) }
        val shard = reader.describeStream { it.streamArn(stream) }.streamDescription().shards().single().shardId()
        val iterator =
            reader.getShardIterator { it.streamArn(stream).shardId(shard).shardIteratorType("TRIM_HORIZON") }.shardIterator()
        reader.getRecords { it.shardIterator(iterator) }.records().single().dynamodb().keys()["id"]!!.s() shouldBe "2"
    }

    private companion object {
        const val TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
        const val ANN = "arn:aws:sts::123456789012:federated-user/ann"
    }
}
