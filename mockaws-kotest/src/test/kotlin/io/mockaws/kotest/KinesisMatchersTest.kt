package io.mockaws.kotest

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws

class KinesisMatchersTest : FunSpec({
    extension(MockAwsExtension { kinesis.stream("clicks") })

    test("records that are in a stream are there, and others are told with what is") {
        val stream = mockAws().kinesis.stream("clicks")
        stream.put("buy", "a")

        stream shouldHaveRecords 1 shouldHaveRecord "buy" shouldNotHaveRecord "sell"
        shouldThrow<AssertionError> { stream shouldHaveRecord "sell" }.message shouldContain
            "The stream \"clicks\" should have a record \"sell\", but it has 1 record:\n  a: buy"
        shouldThrow<AssertionError> { stream shouldHaveRecords 2 }
    }
})
