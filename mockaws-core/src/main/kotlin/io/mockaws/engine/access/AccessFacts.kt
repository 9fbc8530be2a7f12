package io.mockaws.engine.access

import io.mockaws.engine.CallContext
import io.mockaws.engine.ServiceState
import io.mockaws.model.Models
import java.util.concurrent.ConcurrentHashMap

/**
 * What names do not tell of a service's actions, resources and condition keys, from AWS's Service Authorization
 * Reference: `io/mockaws/models/access/NAME.access`. `docs/decisions/0032-requests-are-judged.md` has the words.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
internal class AccessFacts private constructor(
    service: String,
    lines: List<List<String>>,
) {
    private val byWord = lines.groupBy { it[0] }

    /** What stands before the colon in its actions. */
    val prefix: String = byWord["prefix"]?.single()?.get(1) ?: PREFIXES[service] ?: signingName(service)

    /** Whether its refusals have its actions in small letters. */
    val isSmall: Boolean = "small" in byWord

    /** The code of its refusals, where it is not that of its protocol. */
    val code: String? = byWord["code"]?.single()?.get(1)

    /** Whether its calls need nobody's leave. */
    val isOpen: Boolean = "open" in byWord

    private val templates = byWord["arn"].orEmpty().associate { it[1] to ArnTemplate(it[2]) }
    private val keys = byWord["key"].orEmpty().map { Key(it[1].lowercase(), it[2]) }
    private val operations = lines.mapNotNull { lineOf(it, isMore = false) }.groupBy { it.operation }
    private val more = byWord["and"].orEmpty().mapNotNull { lineOf(it.drop(1), isMore = true) }.groupBy { it.operation }

    private class Key(
        val name: String,
        val path: String,
    ) {
        val isPrefix = name.endsWith("*")
    }

    private class Line(
        val operation: String,
        /** A member that must be there; null for none. */
        val condition: String?,
        /** With its service; null for nothing. */
        val action: String?,
        val resource: ArnTemplate,
    )

    private fun lineOf(
        words: List<String>,
        isMore: Boolean,
    ): Line? {
        if (!isMore && words[0] in WORDS) return null
        val operation = words[0].substringBefore('?')
        val condition = words[0].substringAfter('?', "").ifEmpty { null }
        val action = words[1].takeIf { it != NOTHING }?.let { if (':' in it) it else "$prefix:$it" }
        val resource = words.getOrElse(2) { Need.ANY }
        return Line(operation, condition, action, templates[resource] ?: ArnTemplate(resource))
    }

    /** What [operation] needs; null where no line says. */
    fun <S : ServiceState<S>> needs(
        operation: String,
        input: Map<String, Any?>,
        access: ServiceAccess<S>,
        call: CallContext<S>,
    ): List<Need>? {
        val line =
            operations[operation]?.firstOrNull { it.condition == null || has(input, it.condition) } ?: return null
        val also = more[operation].orEmpty().filter { it.condition == null || has(input, it.condition) }
        return (listOf(line) + also).filter { it.action != null }.flatMap { needed ->
            needed.resource.arns(input, access, call).map { Need(needed.action!!, it) }
        }
    }

    private fun has(
        input: Map<String, Any?>,
        condition: String,
    ): Boolean {
        val values = input.at(condition.substringBefore('='))
        val wanted = condition.substringAfter('=', "")
        return if (wanted.isEmpty()) values.isNotEmpty() else values.any { "$it" == wanted }
    }

    /** The values of a condition key of the service's own, as far as members of the input tell. */
    fun values(
        key: String,
        input: Map<String, Any?>,
    ): List<String>? {
        val line = keys.firstOrNull { if (it.isPrefix) key.startsWith(it.name.dropLast(1)) else it.name == key }
        if (line == null) return null
        if (!line.isPrefix) return input.at(line.path).map { text(it) }.ifEmpty { null }
        val name = key.substring(line.name.length - 1)
        return input.at(line.path).filterIsInstance<Map<*, *>>()
            .flatMap { it.entries }.filter { "${it.key}".equals(name, ignoreCase = true) }.map { text(it.value!!) }
            .ifEmpty { null }
    }

    private fun text(value: Any): String = value.toString()

    companion object {
        private const val NOTHING = "-"
        private val WORDS = setOf("prefix", "small", "code", "open", "arn", "key", "and")
        private val read = ConcurrentHashMap<String, AccessFacts>()

        /** Where they are not what requests are signed by. */
        private val PREFIXES =
            mapOf(
                "cloudwatch" to "cloudwatch",
                "dynamodbstreams" to "dynamodb",
                "iot-data" to "iot",
                "iot-jobs-data" to "iotjobsdata",
                "resourcegroupstaggingapi" to "tag",
                "cloudcontrol" to "cloudformation",
                "s3control" to "s3",
                "sesv2" to "ses",
                "ses" to "ses",
                "pinpoint-email" to "ses",
                "lex-runtime" to "lex",
                "lexv2-runtime" to "lex",
                "apigatewayv2" to "apigateway",
                "bedrock-runtime" to "bedrock",
                "bedrock-agent" to "bedrock",
                "bedrock-agent-runtime" to "bedrock",
                "ecr-public" to "ecr-public",
            )

        private fun signingName(service: String): String = Models.facts(service)?.signingName ?: service

        /** Of the service that the AWS CLI calls [service]. */
        fun of(service: String): AccessFacts =
            read[service] ?: read.computeIfAbsent(service) { AccessFacts(it, lines(it)) }

        private fun lines(service: String): List<List<String>> =
            Models.textOrNull("access/$service.access").orEmpty().lines().map { it.trim() }
                .filter { it.isNotEmpty() && !it.startsWith("#") }.map { it.split(Regex(" +")) }
    }
}
