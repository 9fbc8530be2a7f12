package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.testing.Call
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonArray

/** The journal. */
internal class CallRoutes(
    private val aws: MockAws,
) {
    private val service = Parameter("service", "only calls to the service with this name", "s3")
    private val operation = Parameter("operation", "only calls of this operation", "CreateBucket")
    private val after = Parameter("after", "only calls behind this number", "0", Type.INTEGER)
    private val last = Parameter("last", "only so many of the newest", "50", Type.INTEGER)
    private val full = Parameter("full", "whether nothing is cut", "true", Type.BOOLEAN)
    private val number = Parameter("number", "the call's number", "1", Type.INTEGER, isOptional = false)

    private val listing =
        Description(
            "The journal, oldest first; of long inputs and outputs the beginning",
            Answer(200, "The calls", "[$CALL]"),
            listOf(service, operation, after, last, full),
        )
    private val following =
        Description(
            "The journal as it grows, as server-sent events: `call` with the call as data and its number as id, and " +
                "`reset`. `Last-Event-ID` goes on behind that call; without it and `after` from now on",
            Answer(200, "A stream that ends when the client goes", mediaType = "text/event-stream"),
            listOf(service, operation, after),
        )
    private val telling = Description("One call, in full", Answer(200, "The call", CALL), listOf(number))

    val routes: List<Route> =
        listOf(
            route("GET", "/_mockaws/calls", listing) { calls(it.request) },
            route("GET", "/_mockaws/calls/live", following) { live(it.request) },
            route("GET", "/_mockaws/calls/{number}", telling) { one(it.labels.number("number")) },
        )

    private fun calls(request: HttpRequest): HttpResponse {
        val after = request.number("after") ?: 0
        val isWanted = wanted(request)
        val calls = aws.calls().where { it.number > after && isWanted(it) }
        val shown = request.number("last")?.let { calls.takeLast(it) } ?: calls
        val isFull = request.parameters["full"] == "true"
        return Json.answer(JsonArray(shown.map { if (isFull) CallJson.whole(it) else CallJson.cut(it) }))
    }

    private fun one(number: Int): HttpResponse {
        val call = aws.calls().firstOrNull { it.number == number }
        return Json.answer(CallJson.whole(call ?: throw AdminError.notFound("The journal has no call $number")))
    }

    private fun live(request: HttpRequest): HttpResponse {
        val resumed = request.headers["Last-Event-ID"]?.let { id ->
            requireNotNull(id.trim().toIntOrNull()) { "\"Last-Event-ID\" is the number of a call, not \"$id\"" }
        }
        val after = resumed ?: request.number("after") ?: aws.calls().lastOrNull()?.number ?: 0
        val headers = Headers.of("Content-Type" to "text/event-stream", "Cache-Control" to "no-store")
        return HttpResponse(200, headers, LiveCalls(aws, after, isWanted = wanted(request)))
    }

    private fun wanted(request: HttpRequest): (Call) -> Boolean {
        val service = request.parameters["service"]
        val operation = request.parameters["operation"]
        aws.calls(service, operation) // Only to hear of names that are none.
        return { (service == null || it.service == service) && (operation == null || it.operation == operation) }
    }

    private companion object {
        const val CALL =
            """{"number": 1, "at": "2027-01-01T00:00:00Z", "durationMillis": 3, "service": "s3",
            "operation": "CreateBucket", "region": "us-east-1", "account": "123456789012", "requestId": "4442587FB7D0A2F9",
            "attempt": 1, "thread": "main", "coroutine?": "test", "status": 200, "errorCode?": "NoSuchBucket", "errorMessage?": "none", "hint?": "none", "answeredBy?": "stub 1 of 2",
            "calledBy?": "s3.amazonaws.com", "causedBy?": "4442587FB7D0A2F9", "derived": false, "principal": "arn:aws:iam::123456789012:root",
            "decision?": "s3:CreateBucket allowed: the root user", "notHonoured": ["Tagging"], "input": {"{Bucket}": null},
            "output?": {"{Location}": null}}"""
    }
}
