package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** What people do by hand with what is in the services: put an item, send a message. */
internal class StateActionRoutes(
    private val aws: MockAws,
) {
    private val service = Parameter("service", "its name", "s3", isOptional = false)
    private val path =
        Parameter("path", "one segment or more, as the rows of a table say", "photos", isOptional = false)

    private val members =
        listOf(
            Body.Member("action", Type.TEXT, "one of the `actions` that the page tells", isRequired = true),
            Body.Member("values", Type.OBJECT, "what its fields say, as texts"),
        )
    private val making = Body(members, """{"action": "make", "values": {"name": "inbox"}}""")
    private val putting = Body(members, """{"action": "put", "values": {"key": "b.txt", "text": "hello"}}""")

    private val atService =
        Description(
            "Makes something in a service",
            Answer(200, "Where to look then", """{"path": ["inbox"]}"""),
            listOf(service),
            making,
        )
    private val atThing =
        Description(
            "Does something with one thing. It is no call, and not in the journal",
            Answer(200, "Where to look then", """{"path": ["photos", "key", "b.txt"]}"""),
            listOf(service, path),
            putting,
        )

    val routes: List<Route> =
        listOf(
            route("POST", "/_mockaws/state/{service}", atService) {
                act(it.request, it.labels["service"], emptyList())
            },
            route("POST", "/_mockaws/state/{service}/{path+}", atThing) {
                act(it.request, it.labels["service"], it.labels.all("path"))
            },
        )

    private suspend fun act(
        request: HttpRequest,
        service: String,
        path: List<String>,
    ): HttpResponse {
        val wanted = making.read(request)
        val action = wanted.required("action")
        val values = wanted.members("values") ?: JsonObject(emptyMap())
        val texts =
            values.mapValues { (name, value) ->
                requireNotNull(
                    (value as? JsonPrimitive)?.takeIf {
                        it.isString
                    }
                ) { "\"$name\" is a text, not $value" }.content
            }
        val next = aws.state.act(service, path, action, texts)
        next ?: throw AdminError.notFound("There is no ${(listOf(service) + path).joinToString(" / ")}")
        return Json.answer(buildJsonObject { put("path", JsonArray(next.map { JsonPrimitive(it) })) })
    }
}
