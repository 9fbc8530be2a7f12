package io.mockaws.ktor.admin

import io.mockaws.wire.http.HttpRequest
import kotlinx.serialization.json.JsonObject

/** What `/_mockaws/openapi.json` says of a route, with examples that answer. */
internal class Description(
    val summary: String,
    val answer: Answer,
    val parameters: List<Parameter> = emptyList(),
    val body: Body? = null,
)

/** A success. */
internal class Answer(
    val status: Int,
    val description: String,
    /** JSON text as for [Example], or null where the content is something else or there is none. */
    val example: String? = null,
    val mediaType: String? = if (example == null) null else "application/json",
) {
    companion object {
        /** Done, and there is nothing to say. */
        val Done = Answer(204, "Done")
    }
}

/** A label of the path, or a field of the query. */
internal class Parameter(
    val name: String,
    val description: String,
    val example: String,
    val type: Type = Type.TEXT,
    /** What the query may leave out. */
    val isOptional: Boolean = true,
)

/** The members of a JSON object that a route takes; it refuses all others. */
internal class Body(
    private val members: List<Member>,
    val example: String,
) : Iterable<Body.Member> by members {
    class Member(
        val name: String,
        val type: Type,
        val description: String,
        val isRequired: Boolean = false,
    )

    /** @throws IllegalArgumentException when the content of [request] is none of this */
    suspend fun read(request: HttpRequest): Fields = fields(Json.read(request))

    fun fields(content: JsonObject): Fields {
        val known = members.map { it.name }
        content.keys.firstOrNull { it !in known }?.let { unknown ->
            throw IllegalArgumentException("There is no \"$unknown\" here, but ${known.joinToString()}")
        }
        members.firstOrNull { it.isRequired && it.name !in content }?.let { missing ->
            throw IllegalArgumentException("\"${missing.name}\" is missing: ${missing.description}")
        }
        return Fields(content)
    }
}

/** How a value is written in JSON or in a query. */
internal enum class Type(
    val openApi: String,
    val format: String? = null,
) {
    TEXT("string"),
    INTEGER("integer"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    OBJECT("object"),
    DURATION("string", "duration"),
    INSTANT("string", "date-time"),
}
