package io.mockaws.services.dynamodb

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days

/** What clients of other SDKs than Java's read: names, headers and the bytes of values. */
class DynamoDbStreamsWireTest : DynamoDbStreamsContract() {
    private fun send(
        operation: String,
        body: String,
        target: String = "DynamoDBStreams_20120810",
    ): HttpResponse {
        val headers =
            Headers.builder().add("X-Amz-Target", "$target.$operation").add("Content-Type", "application/x-amz-json-1.0").build()
        val bytes = HttpBody.Bytes(body.encodeToByteArray())
        return runBlocking {
            aws.handler.handle(HttpRequest("POST", "/", "", headers, bytes, "https://streams.dynamodb.us-east-1.amazonaws.com"))
        }
    }

    private fun HttpResponse.text() = runBlocking { body.readBytes().decodeToString() }

    @Test
    fun `a record is as AWS writes it`() {
        table()
        aws.dynamoDb.table("people").put(mapOf("id" to "a", "until" to aws.time.now().epochSeconds))
        client.updateTimeToLive { ttl -> ttl.tableName("people").timeToLiveSpecification { it.attributeName("until").enabled(true) } }
        aws.time.advanceBy(2.days)
        val answer = send("GetRecords", """{"ShardIterator": "${iterator()}"}""")
        answer.status shouldBe 200
        answer.headers["Content-Type"] shouldBe "application/x-amz-json-1.0"
        answer.headers["x-amz-crc32"]!!.toLong() shouldBe
            java.util.zip.CRC32().apply { update(runBlocking { answer.body.readBytes() }) }.value
        val text = answer.text()
        text shouldContain """"eventName":"REMOVE","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1","dynamodb":{"""
        text shouldContain """"ApproximateCreationDateTime":${aws.time.now().epochSeconds},"Keys":{"id":{"S":"a"}},"""
        text shouldContain """"userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}"""
    }

    @Test
    fun `an error names AWS's shape`() {
        val none = "arn:aws:dynamodb:us-east-1:123456789012:table/none/stream/2024-11-18T14:36:44.149"
        val answer = send("DescribeStream", """{"StreamArn": "$none"}""")
        answer.status shouldBe 400
        answer.text() shouldBe
            """{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",""" +
            """"message":"Requested resource not found: Stream: $none not found"}"""
    }

    @Test
    fun `an operation of tables is none of streams, nor the other way round`() {
        for ((target, operation) in listOf("DynamoDBStreams_20120810" to "ListTables", "DynamoDB_20120810" to "ListStreams")) {
            send(operation, "{}", target).text() shouldContain "UnknownOperationException"
        }
    }
}
