package io.mockaws.services.logs

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse
import software.amazon.awssdk.services.cloudwatchlogs.model.MalformedQueryException

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
class InsightsTest {
    private val world = LogsWorld()
    private val client = world.client

    @AfterEach
    fun close() = world.close()

    private fun result(query: String): GetQueryResultsResponse {
        val id =
            client.startQuery {
                it.logGroupName("g").startTime(world.now / 1000 - 60).endTime(world.now / 1000 + 3600).queryString(query)
            }.queryId()
        return client.getQueryResults { it.queryId(id) }
    }

    /** The values of each row, without pointers. */
    private fun rows(query: String): List<List<String>> =
        result(query).results().map { row -> row.filter { it.field() != "@ptr" }.map { it.value() } }

    private fun requests() {
        world.group("g", "s")
        world.put(
            """{"path":"/a","status":200,"took":10,"user":{"name":"ann"}}""",
            """{"path":"/b","status":500,"took":30,"user":{"name":"bob"}}""",
            """{"path":"/a","status":200,"took":20,"user":{"name":"bob"}}""",
            "method: GET, took 7 ms",
        )
    }

    @Test
    fun `without a command the newest events come first`() {
        requests()
        val result = result("fields @message")
        result.statusAsString() shouldBe "Complete"
        result.results().first().map { it.field() } shouldBe listOf("@message", "@ptr")
        rows("limit 1") shouldBe listOf(listOf("2026-11-21 10:00:00.253", "method: GET, took 7 ms"))
        val statistics = result("filter status = 200").statistics()
        listOf(statistics.recordsMatched(), statistics.recordsScanned()) shouldBe listOf(2.0, 4.0)
    }

    @Test
    fun `commands follow each other`() {
        requests()
        val cases =
            mapOf(
                "fields path, took | filter status = 200 | sort took asc" to listOf(listOf("/a", "10"), listOf("/a", "20")),
                "fields user.name | filter ispresent(user.name) | sort user.name desc, took | limit 2" to
                    listOf(listOf("bob"), listOf("bob")),
                "filter status in [500, 501] | display path" to listOf(listOf("/b")),
                "filter @message like /took \\d/ | display @message" to listOf(listOf("method: GET, took 7 ms")),
                "filter @message like 'GET' or status >= 500 | display path" to listOf(emptyList(), listOf("/b")),
                "filter not (status = 200) and ispresent(status) | display status" to listOf(listOf("500")),
                "filter path not like \"a\" and ispresent(path) | display path" to listOf(listOf("/b")),
                "fields took * 2 + 1 as twice | filter took > 10 | sort twice" to listOf(listOf("41"), listOf("61")),
                "stats count(*) as n, sum(took), avg(took), min(took), max(took) by path | filter ispresent(path) | sort path" to
                    listOf(listOf("/a", "2", "30", "15", "10", "20"), listOf("/b", "1", "30", "30", "30", "30")),
                "stats count_distinct(user.name), pct(took, 50), count(status)" to listOf(listOf("2", "20", "3")),
                "stats count() by bin(1m)" to listOf(listOf("2026-11-21 10:00:00.000", "4")),
                "parse @message \"method: *, took * ms\" as method, ms | filter ispresent(method) | display method, ms" to
                    listOf(listOf("GET", "7")),
                "parse @message /took (?<ms>\\d+)/ | filter ispresent(ms) | display ms" to listOf(listOf("7")),
                "filter ispresent(path) | sort took | dedup path | display path, took" to
                    listOf(listOf("/a", "10"), listOf("/b", "30")),
                "fields concat(path, '-', status) as key, toupper(user.name) as name | filter key = '/b-500' # one of them" to
                    listOf(listOf("/b-500", "BOB")),
            )
        cases.forEach { (query, expected) -> withClue(query) { rows(query) shouldBe expected } }
    }

    @Test
    fun `a record is found by its pointer`() {
        requests()
        val pointer = result("filter status = 500").results().single().single { it.field() == "@ptr" }.value()
        val record = client.getLogRecord { it.logRecordPointer(pointer) }.logRecord()
        listOf(record["status"], record["user.name"], record["@logStream"]) shouldBe listOf("500", "bob", "s")
    }

    @Test
    fun `what Lambda reports are fields`() {
        world.group("/aws/lambda/f", "s")
        world.put(
            "REPORT RequestId: 1-2\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t",
            group = "/aws/lambda/f",
        )
        val id =
            client.startQuery {
                it.logGroupNames("/aws/lambda/f").startTime(0).endTime(world.now)
                    .queryString("filter @type = 'REPORT' | display @requestId, @duration, @billedDuration, @maxMemoryUsed")
            }.queryId()
        client.getQueryResults { it.queryId(id) }.results().single().dropLast(1).map { it.value() } shouldBe
            listOf("1-2", "12.5", "13", "64000000")
    }

    @Test
    fun `a query that is none is refused, and where it is wrong`() {
        requests()
        val refused = assertThrows<MalformedQueryException> { result("fields @message | filtr x = 1") }
        refused.message shouldContain "unexpected symbol found 'f' at position 19"
        refused.queryCompileError().location().startCharOffset() shouldBe 18
        // test_start_query_log_group_not_found
        refusal { client.startQuery { it.logGroupName("none").startTime(0).endTime(1).queryString("fields a") } } shouldStartWith
            "ResourceNotFoundException: Log group 'none' does not exist for account ID '${world.aws.accountId}'"
    }

    @Test
    fun `queries are listed, and kept for later`() {
        // test_describe_queries
        requests()
        result("fields @message")
        val shown = client.describeQueries { it.logGroupName("g").status("Complete") }.queries().single()
        shown.queryString() shouldStartWith "SOURCE \"g\" START=${world.now / 1000 - 60}000 END=${world.now / 1000 + 3600}999 | fields @m"
        client.describeQueries { it.status("Scheduled") }.queries().size shouldBe 0
        val id = client.putQueryDefinition { it.name("n").queryString("fields a").logGroupNames("g") }.queryDefinitionId()
        client.describeQueryDefinitions { it.queryDefinitionNamePrefix("n") }.queryDefinitions().single().queryDefinitionId() shouldBe id
        client.deleteQueryDefinition { it.queryDefinitionId(id) }.success() shouldBe true
    }
}
