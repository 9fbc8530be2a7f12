package io.mockaws.kotest

import io.kotest.matchers.Matcher
import io.kotest.matchers.should
import io.kotest.matchers.shouldNot
import io.mockaws.services.kinesis.StreamFixture

/** Exactly [count] records are in the stream: `aws.kinesis.stream("clicks") shouldHaveRecords 2`. */
public infix fun StreamFixture.shouldHaveRecords(count: Int): StreamFixture = apply { this should haveRecords(count) }

/** A record with this content, read as UTF-8, is in the stream: `aws.kinesis.stream("clicks") shouldHaveRecord "buy"`. */
public infix fun StreamFixture.shouldHaveRecord(data: String): StreamFixture = apply { this should haveRecord(data) }

/** No record with this content is in the stream. */
public infix fun StreamFixture.shouldNotHaveRecord(data: String): StreamFixture = apply {
    this shouldNot
        haveRecord(data)
}

/** Whether exactly [count] records are in a stream. */
public fun haveRecords(count: Int): Matcher<StreamFixture> =
    Matcher { stream ->
        resultOf(
            stream.records().size == count,
            "The stream \"${stream.name}\" should have ${count.of("record")}",
            "The stream \"${stream.name}\" should not have ${count.of("record")}",
            { recordsOf(stream) },
            { stream.calls },
        )
    }

/** Whether a record with this content is in a stream. */
public fun haveRecord(data: String): Matcher<StreamFixture> =
    Matcher { stream ->
        resultOf(
            stream.records().any { it.data == data },
            "The stream \"${stream.name}\" should have a record \"$data\"",
            "The stream \"${stream.name}\" should have no record \"$data\"",
            { recordsOf(stream) },
            { stream.calls },
        )
    }

private fun recordsOf(stream: StreamFixture): String {
    val records = stream.records()
    if (records.isEmpty()) return "it has none"
    return listing("it has ${records.size.of("record")}:", records.map { "${it.partitionKey}: ${it.data}" })
}
