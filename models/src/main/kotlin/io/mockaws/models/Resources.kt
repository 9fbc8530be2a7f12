package io.mockaws.models

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.GZIPInputStream

/**
 * Reads the CloudFormation resource types of npm's `@aws-cdk/aws-service-spec`, of which [spec] is the `db.json.gz`:
 * for each of [services] that has any, the text of its `.resources` file.
 */
internal fun resources(
    spec: Path,
    services: Map<String, Service>,
): Map<String, String> {
    val database = GZIPInputStream(Files.newInputStream(spec)).use {
        Json.parseToJsonElement(it.readAllBytes().decodeToString())
    }
    val types = database.jsonObject.child("schema").child("resource").getValue("entities").jsonArray.map {
        it.jsonObject
    }
    val owners = Owners(services)
    return types
        .groupBy { owners.ownerOf(it.text("cloudFormationType")!!) }
        .mapNotNull { (owner, own) -> owner?.let { it to own.map(::line).sorted().joinToString("\n", postfix = "\n") } }
        .toMap()
}

/**
 * The service of each namespace of [resources], which has most of its types, and of each type that is another's:
 * `AWS::SQS`, a tabulator, `sqs`.
 */
internal fun namespaces(resources: Map<String, String>): String {
    val types = resources.flatMap { (service, text) ->
        text.lines().filter { it.isNotEmpty() }.map { it.substringBefore('\t') to service }
    }
    return types.groupBy { (type) -> type.split("::").take(2).joinToString("::") }.toSortedMap()
        .flatMap { (namespace, own) ->
            val main = own.groupingBy { it.second }.eachCount().maxBy { it.value }.key
            listOf("$namespace\t$main") + own.filter { it.second != main }.map { (type, service) -> "$type\t$service" }
        }.joinToString("\n", postfix = "\n")
}

/** Marks: `!` for what is required, `^` for what cannot be changed without a new resource. */
private fun line(type: JsonObject): String =
    buildList {
        add(type.text("cloudFormationType")!!)
        (type["primaryIdentifier"] as? JsonArray)?.let {
            add("id=" + it.joinToString(",") { name -> name.jsonPrimitive.content })
        }
        type.text("arnTemplate")?.let { add("arn=$it") }
        val attributes = type.child("attributes").keys.map { it.substringBefore('.') }.distinct()
        if (attributes.isNotEmpty()) add("attributes=" + attributes.joinToString(" "))
        (type["tagInformation"] as? JsonObject)?.text("tagPropertyName")?.let { add("tags=$it") }
        val properties = type.child("properties").map { (name, property) ->
            val required = if (property.jsonObject.flag("required")) "!" else ""
            val replaces = if (property.jsonObject.text("causesReplacement") == "yes") "^" else ""
            "$name$required$replaces"
        }
        if (properties.isNotEmpty()) add("properties=" + properties.joinToString(" "))
    }.joinToString("\t")

/** Which service makes the resources of a type. */
private class Owners(
    services: Map<String, Service>,
) {
    private val byPlainName =
        services.entries.associate { (name, service) -> plain(service.id) to name } + services.keys.associateBy(::plain)

    fun ownerOf(type: String): String? {
        val exception = EXCEPTIONS.keys.filter { type.startsWith(it) }.maxByOrNull { it.length }
        return if (exception != null) EXCEPTIONS[exception] else byPlainName[plain(type.split("::")[1])]
    }

    private fun plain(name: String) = name.lowercase().replace("-", "").replace(" ", "")

    private companion object {
        val EXCEPTIONS = table("namespaces.tsv")
    }
}
