package io.mockaws.services.lambda

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Test
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.seconds

/** Variables of functions, as `System.getenv` tells them: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
class LambdaEnvironmentTest {
    @Test
    fun `a class finds the variables of its function, while it is made and later, and those that Lambda sets`() =
        runTest {
            mockAws(region = "eu-west-1") {
                val name = ReadsEnvironment::class.java.name
                val function = lambda.function("reads", ReadsEnvironment::class.java)
                function.configure { environment["TABLE"] = "orders" }
                function.invoke().result shouldBe """["orders","orders","eu-west-1","$name"]"""
                function.configure { environment["TABLE"] = "payments" }
                function.invoke().result shouldBe """["payments","payments","eu-west-1","$name"]"""
                System.getenv("TABLE") shouldBe null
            }
        }

    @Test
    fun `functions that wait find their own, on whichever thread they go on`() =
        runTest {
            mockAws {
                for (table in listOf("a", "b")) {
                    lambda.function(table) {
                        val first = System.getenv("TABLE")
                        delay(1.seconds)
                        val later = withContext(Dispatchers.IO) { System.getenv("TABLE") }
                        first + later + System.getenv("TABLE")
                    }.configure { environment["TABLE"] = table }
                }
                val results = CopyOnWriteArrayList<String>()
                val queues = listOf("a", "b").map { table -> sqs.queue(table).also { lambda.function(table).eventSource(it.arn) } }
                queues.forEach { queue -> launch { queue.send("x") } }
                delay(3.seconds)
                listOf("a", "b").mapTo(results) { lambda.function(it).invocations.single().result.orEmpty() }
                results shouldBe listOf(""""aaa"""", """"bbb"""")
            }
        }

    @Test
    fun `what the process has is there, too`() =
        runTest {
            mockAws {
                lambda.function("path") { System.getenv("PATH") + System.getenv().keys }
                lambda.function("path").invoke().result!! shouldContain "AWS_LAMBDA_FUNCTION_NAME"
                lambda.function("path").invoke().result!! shouldContain System.getenv("PATH")
            }
        }
}
