package io.mockaws.services.logs.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.insights.BadQuery
import io.mockaws.services.logs.insights.Command
import io.mockaws.services.logs.insights.Found
import io.mockaws.services.logs.insights.LogRecord
import io.mockaws.services.logs.insights.QueryParser
import io.mockaws.services.logs.insights.shown
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.QUERIES
import io.mockaws.services.logs.state.ResultField
import io.mockaws.services.logs.state.RunQuery
import io.mockaws.services.logs.state.eventsOf
import io.mockaws.services.logs.state.find
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.sizeOf
import io.mockaws.services.logs.state.streamsOf
import kotlinx.serialization.Serializable

@Serializable
internal data class StartQueryRequest(
    val logGroupName: String? = null,
    val logGroupNames: List<String>? = null,
    val logGroupIdentifiers: List<String>? = null,
    /** In seconds. */
    val startTime: Long,
    val endTime: Long,
    val queryString: String,
    val limit: Int? = null,
    val queryLanguage: String? = null,
)

@Serializable
internal data class QueryRequest(
    val queryId: String,
)

@Serializable
internal data class StartQueryResponse(
    val queryId: String,
)

@Serializable
internal data class QueryCompileError(
    val queryCompileError: Error,
) {
    @Serializable
    data class Error(
        val location: Location,
        val message: String,
    )

    @Serializable
    data class Location(
        val startCharOffset: Int,
        val endCharOffset: Int,
    )
}

/**
 * A query is done when it is started: what it finds is what is there by then.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 */
internal fun startQuery(
    request: StartQueryRequest,
    call: LogsCall,
): StartQueryResponse {
    val language = request.queryLanguage ?: CWLI
    if (language != CWLI) throw AwsFault("NotImplemented", "mockaws runs no queries in $language", NOT_IMPLEMENTED)
    if (request.endTime < request.startTime) throw LogsFaults.badTimes()
    val named =
        request.logGroupNames.orEmpty() + request.logGroupIdentifiers.orEmpty() + listOfNotNull(request.logGroupName)
    if (named.isEmpty()) throw LogsFaults.noGroups()
    val groups = named.distinct().map { call.find(it) ?: throw LogsFaults.noGroupToQuery(it, call.account) }
    val commands = commandsOf(request.queryString)
    val start = inMillis(request.startTime)
    val end = inMillis(request.endTime) + LAST_MILLIS
    val events = groups.flatMap { call.eventsOf(it, start, end) }
    val query = run(request, commands, events, call).copy(groups = groups.map { it.name }, start = start, end = end)
    call.state.write { this[QUERIES, query.id] = query }
    return StartQueryResponse(query.id)
}

private fun commandsOf(text: String): List<Command> =
    try {
        QueryParser.parse(text)
    } catch (bad: BadQuery) {
        val error = QueryCompileError.Error(QueryCompileError.Location(bad.start, bad.end), bad.message)
        throw AwsFault.with("MalformedQueryException", bad.message, QueryCompileError(error))
    }

/** Some clients send milliseconds, which AWS takes too. */
private fun inMillis(time: Long): Long = if (time >= MILLIS_FROM) time else time * SECOND

private fun LogsCall.eventsOf(
    group: LogGroup,
    start: Long,
    end: Long,
): List<StoredEvent> {
    val tables = state.now
    val since = maxOf(start, group.keptSince(millis()))
    return tables.streamsOf(group.name).flatMap { tables.eventsOf(it, since) }.filter { it.event.timestamp <= end }
}

/** The newest come first where the query does not say. */
private fun run(
    request: StartQueryRequest,
    commands: List<Command>,
    events: List<StoredEvent>,
    call: LogsCall,
): RunQuery {
    val ordered = events.sortedWith(compareByDescending<StoredEvent> { it.event.timestamp }.thenByDescending { it.id })
    val rows = ordered.map { LogRecord.of(it, call.account, pointerOf(it)) }
    var found = Found(rows)
    var matched = rows.size
    for (command in commands) {
        found = command.apply(found)
        if (found.isOfEvents && !found.isLimited) matched = found.rows.size
    }
    val limit = request.limit ?: LogsLimits.EVENTS
    val columns = found.columns ?: listOf(LogRecord.TIMESTAMP, LogRecord.MESSAGE)
    val shown = if (found.isOfEvents) columns + LogRecord.POINTER else columns
    val results =
        found.rows.take(limit).map { row ->
            shown.distinct().mapNotNull { name -> shown(row[name])?.let { ResultField(name, it) } }
        }
    return RunQuery(
        call.ids.uuid(),
        call.ids.nextNumber(),
        request.queryString,
        CWLI,
        emptyList(),
        0,
        0,
        call.millis(),
        COMPLETE,
        results,
        matched.toDouble(),
        rows.size.toDouble(),
        events.sumOf { sizeOf(it.event.message) }.toDouble(),
    )
}

@Serializable
internal data class GetQueryResultsResponse(
    val results: List<List<Field>>,
    val statistics: Statistics,
    val status: String,
    val queryLanguage: String,
) {
    @Serializable
    data class Field(
        val field: String,
        val value: String,
    )

    @Serializable
    data class Statistics(
        val recordsMatched: Double,
        val recordsScanned: Double,
        val bytesScanned: Double,
        val estimatedRecordsSkipped: Double = 0.0,
        val estimatedBytesSkipped: Double = 0.0,
        val logGroupsScanned: Double,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
internal fun getQueryResults(
    request: QueryRequest,
    call: LogsCall,
): GetQueryResultsResponse {
    val query = call.state.now[QUERIES][request.queryId] ?: throw LogsFaults.noQuery()
    return GetQueryResultsResponse(
        query.rows.map { row -> row.map { GetQueryResultsResponse.Field(it.field, it.value) } },
        GetQueryResultsResponse.Statistics(
            query.matched,
            query.scanned,
            query.bytes,
            logGroupsScanned = query.groups.size.toDouble(),
        ),
        query.status,
        query.language,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html */
internal fun stopQuery(
    request: QueryRequest,
    call: LogsCall,
) {
    val query = call.state.now[QUERIES][request.queryId] ?: throw LogsFaults.noQuery()
    throw LogsFaults.invalid("Query is not in a cancellable state: ${query.status}")
}

@Serializable
internal data class DescribeQueriesRequest(
    val logGroupName: String? = null,
    val status: String? = null,
    val maxResults: Int? = null,
    val nextToken: String? = null,
    val queryLanguage: String? = null,
)

@Serializable
internal data class DescribeQueriesResponse(
    val queries: List<QueryInfo>,
    val nextToken: String? = null,
) {
    @Serializable
    data class QueryInfo(
        val queryId: String,
        val queryString: String,
        val status: String,
        val createTime: Long,
        val logGroupName: String? = null,
        val queryLanguage: String,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html */
internal fun describeQueries(
    request: DescribeQueriesRequest,
    call: LogsCall,
): DescribeQueriesResponse {
    val found =
        call.state.now[QUERIES].values.filter {
            (request.logGroupName == null || request.logGroupName in it.groups) &&
                (request.status == null || request.status == it.status) &&
                (request.queryLanguage == null || request.queryLanguage == it.language)
        }.sortedByDescending { it.number }
    val query = request.copy(maxResults = null, nextToken = null)
    val page = page(found, query, request.maxResults, request.nextToken) { it.id }
    val shown =
        page.items.map {
            val source = it.groups.joinToString(" ") { name -> "SOURCE \"$name\"" }
            val text = "$source START=${it.start} END=${it.end} | ${it.text}"
            DescribeQueriesResponse.QueryInfo(
                it.id,
                text,
                it.status,
                it.startedAt,
                it.groups.singleOrNull(),
                it.language
            )
        }
    return DescribeQueriesResponse(shown, page.nextToken)
}

@Serializable
internal data class GetLogRecordRequest(
    val logRecordPointer: String,
)

@Serializable
internal data class GetLogRecordResponse(
    val logRecord: Map<String, String>,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html */
internal fun getLogRecord(
    request: GetLogRecordRequest,
    call: LogsCall,
): GetLogRecordResponse {
    val (group, stream, id) = partsOf(request.logRecordPointer) ?: throw LogsFaults.noRecord()
    val tables = call.state.now
    val found =
        tables.streamsOf(group).filter { it.name == stream }.flatMap { tables.eventsOf(it, 0) }.firstOrNull {
            it.id == id
        } ?: throw LogsFaults.noRecord()
    val fields = LogRecord.of(found, call.account, request.logRecordPointer).mapValues { shown(it.value).orEmpty() }
    return GetLogRecordResponse(fields)
}

private fun pointerOf(event: StoredEvent): String =
    java.util.Base64.getUrlEncoder().withoutPadding()
        .encodeToString("${event.stream.group}:${event.stream.name}:${event.id}".encodeToByteArray())

private fun partsOf(pointer: String): List<String>? =
    try {
        java.util.Base64.getUrlDecoder().decode(pointer).decodeToString().split(':').takeIf { it.size == 3 }
    } catch (_: IllegalArgumentException) {
        null
    }

private const val CWLI = "CWLI"
private const val COMPLETE = "Complete"
private const val NOT_IMPLEMENTED = 501
private const val SECOND = 1000L
private const val LAST_MILLIS = 999
private const val MILLIS_FROM = 100_000_000_000
