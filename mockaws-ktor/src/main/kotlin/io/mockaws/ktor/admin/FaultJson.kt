package io.mockaws.ktor.admin

import io.mockaws.testing.FaultRule
import io.mockaws.testing.FaultRules
import io.mockaws.testing.IncomingCall
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.util.function.Predicate

/** Everything that `faults { }` can say, as JSON: `{"fault": "error", "code": "SlowDown", "service": "s3", "first": 2}`. */
internal object FaultJson {
    private class Kind(
        val members: List<String>,
        val make: FaultRules.(Fields) -> FaultRule,
    )

    private val kinds: Map<String, Kind> =
        mapOf(
            "throttle" to Kind(emptyList()) { throttle() },
            "error" to
                Kind(listOf("code", "message", "status")) {
                    error(it.required("code"), it.text("message"), it.int("status"))
                },
            "status" to Kind(listOf("status")) { status(it.needed("status") { int("status") }) },
            "latency" to Kind(listOf("duration")) { latency(it.needed("duration") { duration("duration") }) },
            "refuseConnection" to Kind(emptyList()) { refuseConnection() },
            "cutResponse" to Kind(listOf("bytes")) { cutResponse(it.long("bytes") ?: 0) },
            "truncateResponse" to Kind(listOf("bytes")) { truncateResponse(it.needed("bytes") { long("bytes") }) },
            "corruptResponse" to Kind(emptyList()) { corruptResponse() },
        )

    val body =
        Body(
            listOf(
                Body.Member("fault", Type.TEXT, "what goes wrong: ${kinds.keys.joinToString()}", isRequired = true),
                Body.Member("code", Type.TEXT, "of an error: its code, as AWS has it"),
                Body.Member("message", Type.TEXT, "of an error"),
                Body.Member("status", Type.INTEGER, "the HTTP status; of an error its own unless given"),
                Body.Member("duration", Type.DURATION, "how late the answer is, by the mock's clock"),
                Body.Member("bytes", Type.INTEGER, "how much of the answer's body gets through"),
                Body.Member("service", Type.TEXT, "only on calls to the service with this name"),
                Body.Member("operation", Type.TEXT, "only on calls of this operation of the service"),
                Body.Member("first", Type.INTEGER, "only on so many calls"),
                Body.Member("every", Type.INTEGER, "only on every so manieth call"),
                Body.Member("probability", Type.NUMBER, "by chance, 0.0 to 1.0"),
                Body.Member(
                    "where",
                    Type.OBJECT,
                    "only on calls with this input (members that it has to have), region, account, attempt"
                ),
            ),
            """{"fault": "error", "code": "SlowDown", "service": "s3", "operation": "PutObject", "first": 2,
            "where": {"input": {"Key": "a.txt"}}}""",
        )

    private val where =
        Body(
            listOf(
                Body.Member("input", Type.OBJECT, "members by AWS's names"),
                Body.Member("region", Type.TEXT, "that the call is signed for"),
                Body.Member("account", Type.TEXT, "of the caller"),
                Body.Member("attempt", Type.INTEGER, "of the SDK, from 1 on"),
            ),
            "{}",
        )

    private val conditions = setOf("fault", "service", "operation", "first", "every", "probability", "where")

    /** Adds to [rules] what [wanted] says, and returns it. */
    fun read(
        rules: FaultRules,
        wanted: Fields,
    ): FaultRule {
        val name = wanted.required("fault")
        val kind = requireNotNull(kinds[name]) { "There is no fault \"$name\", but ${kinds.keys.joinToString()}" }
        wanted.names.firstOrNull { it !in conditions && it !in kind.members }?.let { stranger ->
            throw IllegalArgumentException(
                "\"$stranger\" is nothing that \"$name\" has: ${kind.members.ifEmpty {
                    "nothing"
                }}"
            )
        }
        val rule = kind.make(rules, wanted)
        val service = wanted.text("service")
        val operation = wanted.text("operation")
        require(operation == null || service != null) { "\"operation\" needs the \"service\" that it is of" }
        service?.let { rule.on(it, operation) }
        wanted.int("first")?.let { rule.first(it) }
        wanted.int("every")?.let { rule.every(it) }
        wanted.double("probability")?.let { rule.probability(it) }
        wanted.members("where")?.let { rule.where(condition(where.fields(it))) }
        return rule
    }

    private fun condition(wanted: Fields): Predicate<IncomingCall> {
        val input = wanted.members("input")
        val region = wanted.text("region")
        val account = wanted.text("account")
        val attempt = wanted.int("attempt")
        return Predicate { call ->
            (region == null || region == call.region) && (account == null || account == call.account) &&
                (attempt == null || attempt == call.attempt) &&
                (input == null || includes(CallJson.of(call.input), input))
        }
    }

    /** Whether [value] has all that [wanted] has, and perhaps more members. */
    private fun includes(
        value: JsonElement?,
        wanted: JsonElement,
    ): Boolean =
        if (wanted is JsonObject && value is JsonObject) {
            wanted.all { (name, member) -> includes(value[name], member) }
        } else {
            value == wanted
        }

    private fun <T : Any> Fields.needed(
        name: String,
        read: Fields.() -> T?,
    ): T = requireNotNull(read()) { "\"$name\" is missing" }
}
