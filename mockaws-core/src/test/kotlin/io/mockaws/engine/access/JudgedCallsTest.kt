package io.mockaws.engine.access

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import io.mockaws.engine.access.Callers.refusal
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.ssm.SsmClient
import software.amazon.awssdk.services.sts.StsClient
import kotlin.time.Duration.Companion.hours

/** Calls before the policies of who makes them, in the words of each service. */
class JudgedCallsTest {
    private val aws = MockAws.start { it.iam(true) }

    init {
        aws.dynamoDb.table("orders", "id")
    }

    @AfterEach
    fun close() = aws.close()

    private fun dynamo(credentials: AwsCredentialsProvider) =
        DynamoDbClient.builder().credentialsProvider(credentials).build()

    private fun sqs(credentials: AwsCredentialsProvider) = SqsClient.builder().credentialsProvider(credentials).build()

    private fun key(id: String) = mapOf("id" to AttributeValue.fromS(id))

    @Test
    fun `without the option nobody is refused`() {
        MockAws.start().use { open ->
            open.dynamoDb.table("orders", "id")
            dynamo(federated(allow("s3:*"))).getItem { it.tableName("orders").key(key("1")) }
            open.calls("dynamodb").single().decision shouldBe null
        }
    }

    @Test
    fun `the root user may everything`() {
        DynamoDbClient.create().getItem { it.tableName("orders").key(key("1")) }
        aws.calls("dynamodb").single().decision shouldBe "dynamodb:GetItem allowed: the root user"
        aws.calls("dynamodb").single().principal shouldBe "arn:aws:iam::123456789012:root"
    }

    @Test
    fun `what no policy allows is refused, and the journal says why`() {
        val client = dynamo(federated(allow("dynamodb:PutItem", TABLE)))
        refusal { client.getItem { it.tableName("orders").key(key("1")) } } shouldBe
            "AccessDeniedException: User: $ANN is not authorized to perform: dynamodb:GetItem on resource: $TABLE " +
            "because no identity-based policy allows the dynamodb:GetItem action"
        client.putItem { it.tableName("orders").item(key("1")) }
        aws.calls("dynamodb").map { it.decision } shouldBe
            listOf(
                "dynamodb:GetItem denied: no identity-based policy allows it",
                "dynamodb:PutItem allowed by statement 1 of the identity-based policy of the session",
            )
        aws.calls("dynamodb").first().principal shouldBe ANN
    }

    @Test
    fun `an explicit deny wins`() {
        val policy =
            """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"},
                {"Sid": "NotOrders", "Effect": "Deny", "Action": "dynamodb:*", "Resource": "$TABLE"}]}"""
        refusal { dynamo(federated(policy)).getItem { it.tableName("orders").key(key("1")) } } shouldContain
            "with an explicit deny in an identity-based policy"
        aws.calls("dynamodb").single().decision!! shouldContain "denied by statement 2 (NotOrders)"
    }

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
    @Test
    fun `items are guarded by their partition keys`() {
        val own = """"Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["ann"]}}"""
        val client = dynamo(federated(allow("dynamodb:GetItem dynamodb:Query dynamodb:BatchGetItem", TABLE, own)))
        client.getItem { it.tableName("orders").key(key("ann")) }
        refusal { client.getItem { it.tableName("orders").key(key("bob")) } } shouldContain "dynamodb:GetItem"
        client.query {
            it.tableName("orders").keyConditionExpression("id = :i")
                .expressionAttributeValues(mapOf(":i" to AttributeValue.fromS("ann")))
        }
        refusal {
            client.query {
                it.tableName("orders").keyConditionExpression("#i = :i").expressionAttributeNames(mapOf("#i" to "id"))
                    .expressionAttributeValues(mapOf(":i" to AttributeValue.fromS("bob")))
            }
        } shouldContain "dynamodb:Query"
        refusal {
            client.batchGetItem { batch ->
                batch.requestItems(mapOf("orders" to keys("ann", "bob")))
            }
        } shouldContain "dynamodb:BatchGetItem"
    }

    private fun keys(vararg ids: String) =
        KeysAndAttributes.builder().keys(ids.map(::key)).build()

    @Test
    fun `a transaction needs what its items need`() {
        val client = dynamo(federated(allow("dynamodb:PutItem", TABLE)))
        client.transactWriteItems { all -> all.transactItems({ it.put { put -> put.tableName("orders").item(key("1")) } }) }
        refusal {
            client.transactWriteItems { all ->
                all.transactItems({ it.delete { delete -> delete.tableName("orders").key(key("1")) } })
            }
        } shouldContain "dynamodb:DeleteItem on resource: $TABLE"
    }

    @Test
    fun `a statement of PartiQL needs the action of its verb`() {
        val client = dynamo(federated(allow("dynamodb:PartiQLSelect", TABLE)))
        client.executeStatement { it.statement("SELECT * FROM \"orders\" WHERE id = '1'") }
        refusal { client.executeStatement { it.statement("DELETE FROM orders WHERE id = '1'") } } shouldContain
            "dynamodb:PartiQLDelete on resource: $TABLE"
    }

    /** Its words with the action in small letters: github.com/aws/serverless-application-model/issues/3633. */
    @Test
    fun `queues are guarded, batches by the action of one message`() {
        val url = SqsClient.create().createQueue { it.queueName("jobs") }.queueUrl()
        val client = sqs(federated(allow("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs")))
        client.sendMessageBatch { it.queueUrl(url).entries({ entry -> entry.id("1").messageBody("x") }) }
        refusal { client.receiveMessage { it.queueUrl(url) } } shouldBe
            "AccessDenied: User: $ANN is not authorized to perform: sqs:receivemessage on resource: " +
            "arn:aws:sqs:us-east-1:123456789012:jobs because no identity-based policy allows the sqs:receivemessage action"
    }

    @Test
    fun `a queue's policy lets another account in`() {
        val own = SqsClient.create()
        val url = own.createQueue { it.queueName("jobs") }.queueUrl()
        val stranger = sqs(Callers.other)
        refusal { stranger.sendMessage { it.queueUrl(url).messageBody("x") } } shouldContain
            "because no resource-based policy allows the sqs:sendmessage action"
        own.addPermission { it.queueUrl(url).label("in").awsAccountIds(Callers.OTHER).actions("SendMessage") }
        stranger.sendMessage { it.queueUrl(url).messageBody("x") }
        refusal { stranger.purgeQueue { it.queueUrl(url) } } shouldContain "sqs:purgequeue"
    }

    @Test
    fun `a policy can end with the clock`() {
        val until = aws.time.now() + 1.hours
        val condition = """"Condition": {"DateLessThan": {"aws:CurrentTime": "$until"}}"""
        val client = dynamo(federated(allow("dynamodb:*", "*", condition)))
        client.getItem { it.tableName("orders").key(key("1")) }
        aws.time.advanceBy(2.hours)
        refusal { client.getItem { it.tableName("orders").key(key("1")) } } shouldContain "dynamodb:GetItem"
    }

    @Test
    fun `parameters are guarded by their paths`() {
        val own = SsmClient.create()
        listOf("/shop/db", "/bank/db").forEach { name -> own.putParameter { it.name(name).value("x").type("String") } }
        val policy = allow("ssm:GetParameter ssm:GetParameters", "arn:aws:ssm:us-east-1:123456789012:parameter/shop/*")
        val client = SsmClient.builder().credentialsProvider(federated(policy)).build()
        client.getParameter { it.name("/shop/db") }
        refusal { client.getParameters { it.names("/shop/db", "/bank/db") } } shouldContain
            "ssm:GetParameters on resource: arn:aws:ssm:us-east-1:123456789012:parameter/bank/db"
    }

    @Test
    fun `a derived service is guarded by what its calls are about`() {
        val glue = RawGlue(aws, federated(allow("glue:GetDatabase", "arn:aws:glue:us-east-1:123456789012:database/sales")))
        RawGlue(aws, null).call("CreateDatabase", """{"DatabaseInput": {"Name": "sales"}}""") shouldBe "{}"
        glue.call("GetDatabase", """{"Name": "sales"}""") shouldContain "sales"
        glue.call("GetDatabase", """{"Name": "costs"}""") shouldContain
            "is not authorized to perform: glue:GetDatabase on resource: arn:aws:glue:us-east-1:123456789012:database/costs"
        glue.call("GetDatabases", "{}") shouldContain "glue:GetDatabases because no identity-based policy"
    }

    @Test
    fun `who one is anybody may ask`() {
        val client = StsClient.builder().credentialsProvider(federated(allow("s3:GetObject"))).build()
        client.callerIdentity.arn() shouldBe ANN
    }

    @Test
    fun `a call that is stubbed is judged, too`() {
        aws.on("dynamodb", "GetItem") { respond(emptyMap<String, Any>()) }
        refusal { dynamo(federated(allow("s3:*"))).getItem { it.tableName("orders").key(key("1")) } } shouldContain
            "dynamodb:GetItem"
    }

    @Test
    fun `tags of session and resource are compared`() {
        val condition = """"Condition": {"StringEquals": {"aws:ResourceTag/team": "${'$'}{aws:PrincipalTag/team}"}}"""
        val policy = allow("dynamodb:GetItem sts:TagSession", "*", condition)
        DynamoDbClient.create().tagResource { it.resourceArn(TABLE).tags({ tag -> tag.key("team").value("red") }) }
        fun client(team: String): DynamoDbClient {
            val session = StsClient.create().getFederationToken {
                it.name("ann").policy(policy).tags({ tag -> tag.key("team").value(team) })
            }.credentials()
            return dynamo(Callers.session(session))
        }
        client("red").getItem { it.tableName("orders").key(key("1")) }
        refusal { client("blue").getItem { it.tableName("orders").key(key("1")) } } shouldContain "dynamodb:GetItem"
    }

    private companion object {
        const val ANN = "arn:aws:sts::123456789012:federated-user/ann"
        const val TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
    }
}
