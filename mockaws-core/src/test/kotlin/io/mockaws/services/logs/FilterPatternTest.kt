package io.mockaws.services.logs

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html, whose examples these are. */
class FilterPatternTest {
    private val world = LogsWorld()

    @AfterEach
    fun close() = world.close()

    /** Which of [messages] match [pattern]. */
    private fun matching(
        pattern: String,
        vararg messages: String,
    ): List<String> =
        world.client.testMetricFilter { it.filterPattern(pattern).logEventMessages(*messages) }.matches()
            .map { it.eventMessage() }

    @Test
    fun `words are all in the message, one of them, or none`() {
        val a = "[ERROR 400] BAD REQUEST"
        val b = "[ERROR 401] UNAUTHORIZED REQUEST"
        val c = "[WARN] SOME ARGUMENTS"
        val all = arrayOf(a, b, c)
        val cases =
            mapOf(
                "" to listOf(a, b, c),
                "\" \"" to listOf(a, b, c),
                "ERROR" to listOf(a, b),
                "error" to emptyList(),
                "ERROR REQUEST" to listOf(a, b),
                "ERROR BAD" to listOf(a),
                "\"BAD REQUEST\"" to listOf(a),
                "\"REQUEST BAD\"" to emptyList(),
                "?BAD ?ARGUMENTS" to listOf(a, c),
                "ERROR -BAD" to listOf(b),
                "-ERROR" to listOf(c),
                "?BAD ?ARGUMENTS ERROR" to listOf(a, b),
                "%4\\d1%" to listOf(b),
            )
        cases.forEach { (pattern, expected) -> withClue(pattern) { matching(pattern, *all) shouldBe expected } }
    }

    @Test
    fun `conditions look at the members of JSON`() {
        val message =
            """{"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],""" +
                """"objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"ThisFlag":true,""" +
                """"a.b":"dotted","latency":1.5,"user":{"id":42,"email":"jane@example.com"}}"""
        val yes =
            listOf(
                "{ $.eventType = \"UpdateTrail\" }",
                "{ $.eventType = UpdateTrail }",
                "{ $.eventType = Update* }",
                "{ $.eventType != \"Other\" }",
                "{ $.sourceIPAddress != 123.123.* }",
                "{ $.arrayKey[0] = \"value\" }",
                "{ $.objectList[1].id = 2 }",
                "{ $.objectList[*].name = b }",
                "{ $.SomeObject IS NULL }",
                "{ $.SomeOtherObject NOT EXISTS }",
                "{ $.ThisFlag IS TRUE }",
                "{ $.user.id = 42 && $.user.email = \"jane@*\" }",
                "{ ($.user.id = 1) || ($.latency > 1) }",
                "{ $.latency >= 1.5 && $.latency < 2 && $.latency <= 15e-1 }",
                "{ $.['a.b'] = dotted }",
                "{ $.eventType = %^Update.*% }",
                "{$.eventType=\"UpdateTrail\"}",
            )
        val no =
            listOf(
                "{ $.eventType = \"updatetrail\" }",
                "{ $.none != \"x\" }",
                "{ $.ThisFlag IS FALSE }",
                "{ $.eventType NOT EXISTS }",
                "{ $.latency > 1.5 }",
                "{ $.user.id = 42 && $.latency = 2 }",
                "{ $.eventType > 1 }",
            )
        for (pattern in yes) withClue(pattern) { matching(pattern, message, "no JSON") shouldBe listOf(message) }
        for (pattern in no) withClue(pattern) { matching(pattern, message, "no JSON") shouldBe emptyList() }
    }

    @Test
    fun `fields in a row are told apart by space, quotes and brackets`() {
        val a = "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534"
        val b = "127.0.0.1 - jane [10/Oct/2000:13:25:16 -0700] \"GET /about HTTP/1.0\" 200 900"
        val cases =
            mapOf(
                "[ip, id, user, timestamp, request, status_code = 4*, size]" to listOf(a),
                "[ip, id, user, timestamp, request, status_code = 404 || status_code = 200, size]" to listOf(a, b),
                "[ip, id, user, timestamp, request =*.html*, status_code, size > 1000]" to listOf(a),
                "[..., status_code = 2*, size]" to listOf(b),
                "[ip, ..., size < 1000]" to listOf(b),
                "[ip, user]" to emptyList(),
                "[ip, id, user != frank, timestamp, request, status_code, size]" to listOf(b),
                "[ip, id, user = %ja.e%, ...]" to listOf(b),
            )
        cases.forEach { (pattern, expected) -> withClue(pattern) { matching(pattern, a, b) shouldBe expected } }
        val found =
            world.client.testMetricFilter {
                it.filterPattern("[ip, id, user, ..., status, size]").logEventMessages(a)
            }.matches().single()
        found.eventNumber() shouldBe 1
        found.extractedValues() shouldBe
            mapOf(
                "\$ip" to "127.0.0.1",
                "\$id" to "-",
                "\$user" to "frank",
                "$4" to "10/Oct/2000:13:25:15 -0700",
                "$5" to "GET /index.html HTTP/1.0",
                "\$status" to "404",
                "\$size" to "1534",
            )
    }
}
