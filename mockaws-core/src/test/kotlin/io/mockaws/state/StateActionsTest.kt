package io.mockaws.state

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** What people make, change and send by hand, as the dashboard does. */
class StateActionsTest {
    @AutoClose
    private val aws = MockAws.start()

    private fun act(service: String, path: List<String>, action: String, vararg values: Pair<String, String>): List<String> =
        aws.state.act(service, path, action, values.toMap()) ?: error("Nothing at $path")

    private fun titles(service: String, path: List<String>) =
        Json.parseToJsonElement(aws.state.look(service, path)!!).jsonObject.getValue("actions").jsonArray
            .map { it.jsonObject.getValue("title").jsonPrimitive.content }

    @Test
    fun `a table is made, and an item put, changed and deleted`() {
        val table = act("dynamodb", emptyList(), "make", "name" to "orders", "partitionKey" to "id", *STRINGS)
        titles("dynamodb", table) shouldContainExactly listOf("Put an item")
        val item = act("dynamodb", table, "put", "item" to """{"id": "1", "total": 7, "tags": ["a"], "paid": true, "none": null}""")
        aws.dynamoDb.table("orders").get("1") shouldBe
            mapOf("id" to "1", "total" to 7, "tags" to listOf("a"), "paid" to true, "none" to null)
        titles("dynamodb", item) shouldContainExactly listOf("Change", "Delete")
        val typed = """{"id": {"S": "1"}, "m": {"M": {"l": {"L": [{"N": "1"}]}}}, "s": {"SS": ["a", "b"]}, "n": {"NS": ["1"]},
            "b": {"B": "aGk="}, "t": {"BOOL": true}, "x": {"NULL": true}, "bs": {"BS": ["aGk="]}}"""
        act("dynamodb", item, "put", "item" to typed) shouldBe item
        aws.dynamoDb.table("orders").get("1")!!["m"] shouldBe mapOf("l" to listOf(1))
        aws.dynamoDb.table("orders").get("1")!!["s"] shouldBe setOf("a", "b")
        act("dynamodb", item, "delete") shouldBe table
        aws.dynamoDb.table("orders").put(mapOf("id" to "2")).count shouldBe 1
        aws.calls().shouldBeEmpty()
    }

    @Test
    fun `a queue is made, and a message sent and deleted`() {
        val queue = act("sqs", emptyList(), "make", "name" to "orders")
        act("sqs", queue, "send", "body" to "42") shouldBe queue
        aws.sqs.queue("orders").messages().single().body shouldBe "42"
        act("sqs", queue + "1", "delete") shouldBe queue
        aws.sqs.queue("orders").send("43")
        aws.sqs.queue("orders").count shouldBe 1
        act("sqs", queue, "purge")
        val orders = aws.sqs.queue("orders")
        orders.messages().shouldBeEmpty()
        val fifo = act("sqs", emptyList(), "make", "name" to "orders.fifo")
        act("sqs", fifo, "send", "body" to "1", "group" to "ann")
        aws.sqs.queue("orders.fifo").messages().single().groupId shouldBe "ann"
    }

    @Test
    fun `a bucket is made, and an object put, changed and deleted`() {
        val bucket = act("s3", emptyList(), "make", "name" to "photos")
        val path = act("s3", bucket, "put", "key" to "a/b.txt", "type" to "text/plain", "text" to "hello")
        aws.s3.bucket("photos").text("a/b.txt") shouldBe "hello"
        act("s3", path, "change", "text" to "bye") shouldBe path
        aws.s3.bucket("photos").text("a/b.txt") shouldBe "bye"
        act("s3", path, "delete") shouldBe bucket
        aws.s3.bucket("photos").put("c", "d").keys() shouldBe listOf("c")
    }

    @Test
    fun `secrets, parameters and keys are put`() {
        val secret = act("secretsmanager", emptyList(), "put", "name" to "db", "value" to "one")
        act("secretsmanager", secret, "put", "value" to "two")
        aws.secretsManager.secret("db").value shouldBe "two"
        val parameter = act("ssm", emptyList(), "put", "name" to "/app/url", "value" to "one")
        act("ssm", parameter, "put", "value" to "two")
        aws.ssm.parameter("/app/url").history shouldBe listOf("one", "two")
        act("kms", emptyList(), "make", "alias" to "orders")
        aws.kms.keys().single().aliases shouldBe listOf("alias/orders")
    }

    @Test
    fun `what cannot be done is said, and nothing is done`() {
        aws.s3.bucket("photos")
        fun refusal(service: String, path: List<String>, action: String, vararg values: Pair<String, String>) =
            shouldThrow<IllegalArgumentException> { aws.state.act(service, path, action, values.toMap()) }.message!!
        refusal("s3", emptyList(), "mak", "name" to "x") shouldContain "did you mean \"make\"?"
        refusal("s3", emptyList(), "make", "nam" to "x") shouldContain "did you mean \"name\"?"
        refusal("s3", emptyList(), "make") shouldBe "name is empty"
        refusal("s3", emptyList(), "make", "name" to "B") shouldContain "S3 does not allow"
        val table = act("dynamodb", emptyList(), "make", "name" to "orders", "partitionKey" to "id", *STRINGS)
        refusal("dynamodb", table, "put", "item" to """{"other": "1"}""") shouldContain "Missing the key id in the item"
        refusal("dynamodb", table, "put", "item" to "no JSON")
        aws.state.act("s3", listOf("none"), "put", emptyMap()) shouldBe null
        aws.state.act("none", emptyList(), "put", emptyMap()) shouldBe null
    }

    private companion object {
        val STRINGS = arrayOf("partitionKeyType" to "S", "sortKeyType" to "S")
    }
}
