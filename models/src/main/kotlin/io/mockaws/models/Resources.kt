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
            if (property.jsonObject.flag("required")) "$name!" else name
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
