package io.mockaws.ktor.clients

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.ktor.MockAwsServer
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import kotlin.io.path.Path
import kotlin.io.path.exists

/** An app of the AWS CDK with a bucket, a queue, a table, and a function behind an API, by the CDK's own program. */
@Timeout(300)
class CdkTest {
    private fun MockAwsServer.cdk(vararg arguments: String): String =
        Tool.one("node").run(
            "$FOLDER/node_modules/aws-cdk/bin/cdk",
            *arguments,
            "--no-notices",
            "--ci",
            environment =
            mapOf("AWS_ENDPOINT_URL" to "$endpoint", "AWS_REGION" to "us-east-1", "CDK_DISABLE_CLI_TELEMETRY" to "true"),
        )

    private fun MockAws.answer() = apiGateway.api("shop").get("/hello").body

    @Test
    fun `an app is deployed, changed and destroyed`() {
        Tool.one("node")
        assumeTrue(Path("$FOLDER/node_modules").exists()) { "npm ci was not run in mockaws-ktor/$FOLDER" }
        MockAws.start { it.intercept(false) }.use { aws ->
            MockAwsServer.start(aws).use { server ->
                server.cdk("bootstrap", "aws://123456789012/us-east-1")
                server.cdk("deploy", *APP, "--require-approval", "never")
                aws.answer() shouldBe """{"path":"/hello","stage":"one","table":"shop-orders","bucket":"shop-receipts"}"""
                aws.s3.bucket("shop-receipts").put("42.txt", "paid")
                aws.sqs.queue("shop-orders").send("42")
                aws.lambda.function("shop-handler").invocations.last().event.contains("\"eventSource\":\"aws:sqs\"") shouldBe true

                server.cdk("deploy", *APP, "--require-approval", "never", "--context", "stage=two")
                aws.answer() shouldBe """{"path":"/hello","stage":"two","table":"shop-orders","bucket":"shop-receipts"}"""
                aws.s3.bucket("shop-receipts").text("42.txt") shouldBe "paid"
                aws.sqs.queues().map { it.name } shouldContainExactlyInAnyOrder listOf("shop-orders", "shop-returns")

                aws.s3.bucket("shop-receipts").delete("42.txt")
                // What was made of the app before does: it is not asked again.
                server.cdk("destroy", "--app", MADE, "--force")
                aws.cloudFormation.stacks().map { it.name } shouldBe listOf("CDKToolkit")
                aws.sqs.queues().shouldBeEmpty()
                aws.lambda.functions().shouldBeEmpty()
                aws.dynamoDb.tables().shouldBeEmpty()
            }
        }
    }

    private companion object {
        const val FOLDER = "src/test/cdk"
        const val MADE = "target/cdk"
        val APP = arrayOf("--app", "node $FOLDER/app.mjs", "--output", MADE)
    }
}
