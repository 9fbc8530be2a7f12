package io.mockaws.engine.access

import io.kotest.matchers.maps.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.federated
import io.mockaws.engine.access.Callers.refusal
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.ssm.SsmClient

/** The policy that covers the calls seen: it is enough, and each of its statements is needed. */
class LeastPrivilegeTest {
    private fun seed(aws: MockAws) {
        aws.dynamoDb.table("orders", "id")
        aws.s3.bucket("receipts").put("in/a", "x")
        aws.sqs.queue("paid")
        SecretsManagerClient.create().createSecret { it.name("db").secretString("x") }
        SsmClient.create().putParameter { it.name("/shop/rate").value("7").type("String") }
    }

    /** What the code under test does. */
    private fun work(who: AwsCredentialsProvider?) {
        fun <B : software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>, C> B.client(): C =
            apply { who?.let { credentialsProvider(it) } }.build()
        SecretsManagerClient.builder().client().getSecretValue { it.secretId("db") }
        SsmClient.builder().client().getParameter { it.name("/shop/rate") }
        val s3 = S3Client.builder().client()
        s3.getObjectAsBytes { it.bucket("receipts").key("in/a") }
        s3.putObject({ it.bucket("receipts").key("out/a") }, RequestBody.fromString("x"))
        s3.listObjectsV2 { it.bucket("receipts") }
        s3.deleteObjects { it.bucket("receipts").delete { all -> all.objects({ one -> one.key("in/a") }) } }
            .errors().firstOrNull()?.let { error(it.code()) }
        DynamoDbClient.builder().client().transactWriteItems { all ->
            all.transactItems({ it.put { put -> put.tableName("orders").item(mapOf("id" to AttributeValue.fromS("1"))) } })
        }
        val sqs = SqsClient.builder().client()
        val url = sqs.getQueueUrl { it.queueName("paid") }.queueUrl()
        sqs.sendMessage { it.queueUrl(url).messageBody("1") }
    }

    private fun policyOfWork(): String =
        MockAws.start().use { aws ->
            seed(aws)
            val before = aws.calls().size
            check(before > 0)
            aws.fork().use { fork ->
                work(null)
                fork.leastPrivilegePolicy()
            }
        }

    private fun workUnder(policy: String) =
        MockAws.start { it.iam(true) }.use { aws ->
            seed(aws)
            work(federated(policy))
        }

    @Test
    fun `a test passes with the policy, and fails without any one of its statements`() {
        val policy = policyOfWork()
        workUnder(policy)
        val document = Json.parseToJsonElement(policy).jsonObject
        val statements = document.getValue("Statement").jsonArray
        for (index in statements.indices) {
            val fewer = JsonArray(statements.filterIndexed { i, _ -> i != index })
            val text = JsonObject(document + ("Statement" to fewer)).toString()
            runCatching { workUnder(text) }.isFailure shouldBe true
        }
    }

    @Test
    fun `resources are named, and actions with the same resources share a statement`() {
        val policy = policyOfWork()
        policy shouldContain "arn:aws:s3:::receipts/in/a"
        policy shouldContain "dynamodb:PutItem"
        policy shouldNotContain "\"*\""
        val sqs = Json.parseToJsonElement(policy).jsonObject.getValue("Statement").jsonArray.filter { "sqs:" in "$it" }
        sqs.single().jsonObject.getValue("Action").jsonArray.size shouldBe 2
    }

    @Test
    fun `very many keys become what they have in common`() {
        MockAws.start().use { aws ->
            aws.s3.bucket("receipts")
            val s3 = S3Client.create()
            repeat(21) { n -> s3.putObject({ it.bucket("receipts").key("out/$n") }, RequestBody.fromString("x")) }
            aws.leastPrivilegePolicy() shouldContain "\"arn:aws:s3:::receipts/out/*\""
        }
    }

    @Test
    fun `each who called has a policy`() {
        MockAws.start().use { aws ->
            seed(aws)
            val ann = federated(Callers.allow("s3:*"))
            S3Client.builder().credentialsProvider(ann).build().listBuckets()
            val policies = aws.leastPrivilegePolicies()
            policies shouldHaveSize 2
            policies.getValue("arn:aws:sts::123456789012:federated-user/ann") shouldContain "s3:ListAllMyBuckets"
            policies.getValue("arn:aws:iam::123456789012:root") shouldNotContain "s3:ListAllMyBuckets"
        }
    }

    @Test
    fun `what was refused is what was asked for`() {
        MockAws.start { it.iam(true) }.use { aws ->
            seed(aws)
            val client = S3Client.builder().credentialsProvider(federated(Callers.allow("sqs:*"))).build()
            refusal { client.listObjectsV2 { it.bucket("receipts") } }
            aws.leastPrivilegePolicies().getValue("arn:aws:sts::123456789012:federated-user/ann") shouldContain "s3:ListBucket"
        }
    }
}
