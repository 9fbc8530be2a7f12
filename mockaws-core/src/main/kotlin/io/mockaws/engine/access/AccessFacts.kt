package io.mockaws.engine.access

import io.mockaws.engine.CallContext
import io.mockaws.engine.ServiceState
import io.mockaws.kit.Arn
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

    private val templates = byWord["arn"].orEmpty().associate { it[1] to it[2] }
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
        val action: String,
        val resource: String,
    )

    private fun lineOf(
        words: List<String>,
        isMore: Boolean,
    ): Line? {
        if (!isMore && words[0] in WORDS) return null
        val operation = words[0].substringBefore('?')
        val condition = words[0].substringAfter('?', "").ifEmpty { null }
        return Line(operation, condition, words[1], words.getOrElse(2) { Need.ANY })
    }

    /** What [operation] needs; null where no line says. */
    fun <S : ServiceState<S>> needs(
        operation: String,
        input: Map<String, Any?>,
        access: ServiceAccess<S>,
        call: CallContext<S>,
    ): List<Need>? {
        val line = (operations[operation] ?: return null).first { it.condition == null || has(input, it.condition) }
        val also = more[operation].orEmpty().filter { it.condition == null || has(input, it.condition) }
        return (listOf(line) + also).filter { it.action != NOTHING }.flatMap { needed ->
            val action = if (':' in needed.action) needed.action else "$prefix:${needed.action}"
            arns(needed.resource, input, access, call).map { Need(action, it) }
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

    private fun <S : ServiceState<S>> arns(
        resource: String,
        input: Map<String, Any?>,
        access: ServiceAccess<S>,
        call: CallContext<S>,
    ): List<String> {
        val template = templates[resource] ?: resource
        val places = PLACE.findAll(template).map { it.groupValues[1] }.filter { it !in CONSTANTS }.toList()
        val many = places.firstOrNull { '.' in it }
        val values = many?.let { input.at(it.substringAfter(':')).distinct() }
        if (many != null && values!!.isEmpty()) return emptyList()
        return (values ?: listOf(null)).map { value -> arn(template, many, value, input, access, call) }
    }

    private fun <S : ServiceState<S>> arn(
        template: String,
        many: String?,
        value: Any?,
        input: Map<String, Any?>,
        access: ServiceAccess<S>,
        call: CallContext<S>,
    ): String {
        val text = StringBuilder()
        var from = 0
        for (match in PLACE.findAll(template)) {
            text.append(template, from, match.range.first)
            from = match.range.last + 1
            val place = match.groupValues[1]
            val constant = constant(place, call)
            if (constant != null) {
                text.append(constant)
                continue
            }
            val given = if (place == many) value else input[place.substringAfter(':')]
            if (given == null) return Need.ANY
            if (':' in place) return access.arn(place.substringBefore(':'), given, call) ?: Need.ANY
            val name = given.toString()
            if (name.startsWith("arn:")) return name
            text.append(name)
        }
        return text.append(template, from, template.length).toString()
    }

    private fun constant(
        place: String,
        call: CallContext<*>,
    ): String? =
        when (place) {
            "partition" -> Arn.partitionOf(call.region)
            "region" -> call.region
            "account" -> call.account
            else -> null
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
        private val PLACE = Regex("\\{([\\w.:@=]+)}")
        private val CONSTANTS = setOf("partition", "region", "account")
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
