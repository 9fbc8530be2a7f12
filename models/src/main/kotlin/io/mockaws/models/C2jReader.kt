package io.mockaws.models

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** Reads one service of `aws-java-sdk-models`: the format that AWS's older SDKs are generated from. */
internal fun readC2j(json: String): Service {
    val model = Json.parseToJsonElement(json).jsonObject
    val metadata = model.child("metadata")
    val service = Service(c2jFacts(metadata))
    for ((name, shape) in model.child("shapes")) service.shapes[shapeName(name)] = c2jShape(name, shape.jsonObject)
    c2jMemberConstraints(model.child("shapes"), service)
    for ((name, operation) in model.child("operations")) {
        service.operations[name] =
            c2jOperation(name, operation.jsonObject)
    }
    return service
}

private fun c2jFacts(metadata: JsonObject): MutableMap<String, String?> {
    val id =
        metadata.text("serviceId") ?: metadata.text("serviceAbbreviation")
            ?: metadata.getValue(
                "serviceFullName"
            ).jsonPrimitive.content.removePrefix("Amazon ").removePrefix("AWS ").replace("/", "")
    val endpoint = metadata.text("endpointPrefix")
    val protocols = (metadata["protocols"] as? JsonArray)?.map { it.jsonPrimitive.content }.orEmpty()
    return linkedMapOf<String, String?>(
        "id" to id,
        "name" to metadata.text("serviceFullName"),
        "version" to metadata.text("apiVersion"),
        "protocols" to
            (listOf(metadata.text("protocol")!!) + protocols).distinct().joinToString(" ") {
                smithyProtocol(it, metadata.text("jsonVersion"))
            },
        "signing" to (metadata.text("signingName") ?: endpoint),
        "endpoint" to endpoint,
    ).apply {
        metadata.text("targetPrefix")?.let { put("target", it) }
        metadata.text("xmlNamespace")?.let { put("ns", it) }
        metadata.text("globalEndpoint")?.let { put("global", it) }
        if ("awsQueryCompatible" in metadata) put("queryCompatible", null)
    }
}

private fun smithyProtocol(
    protocol: String,
    jsonVersion: String?,
): String =
    when (protocol) {
        "json" -> if (jsonVersion == "1.1") "awsJson1_1" else "awsJson1_0"
        "rest-json" -> "restJson1"
        "rest-xml" -> "restXml"
        "query" -> "awsQuery"
        "ec2" -> "ec2Query"
        "smithy-rpc-v2-cbor" -> "rpcv2Cbor"
        else -> error("protocol $protocol")
    }

private fun c2jOperation(
    name: String,
    json: JsonObject,
): Operation {
    val http = json.child("http")
    val input = json["input"]?.jsonObject
    return Operation(
        name,
        method = http.text("method")!!,
        uri = http.text("requestUri")!!,
        status = http.text("responseCode")?.toInt() ?: 200,
        input = input?.text("shape"),
        output = json["output"]?.jsonObject?.text("shape"),
        hostPrefix = json["endpoint"]?.jsonObject?.text("hostPrefix"),
    ).apply {
        (json["errors"] as? JsonArray)?.mapTo(errors) { it.jsonObject.text("shape")!! }
        input?.text("locationName")?.let { root = it + "|" + xmlNamespace(input).orEmpty() }
        if (json.flag("httpChecksumRequired")) flags += 'c'
        val auth = (json["auth"] as? JsonArray)?.map { it.jsonPrimitive.content }
        if (json.text("authtype") == "none" || auth == listOf("smithy.api#noAuth")) flags += 'u'
        if (json.flag("deprecated")) flags += 'd'
        if (json.flag("idempotent")) flags += 'o'
    }
}

private fun c2jShape(
    name: String,
    json: JsonObject,
): Shape =
    when (val type = json.text("type")) {
        "structure" -> if (json.flag("document")) Scalar(shapeName(name), "document") else c2jStructure(name, json)

        "list" ->
            ListShape(shapeName(name), shapeName(json.child("member").text("shape")!!)).apply {
                if (json.flag("flattened")) traits["f"] = null
                (json.child("member").text("locationName") ?: json.text("locationName"))?.let { traits["n"] = it }
                range(json, isSize = true)?.let { traits["r"] = it }
            }

        "map" ->
            MapShape(
                shapeName(name),
                shapeName(json.child("key").text("shape")!!),
                shapeName(json.child("value").text("shape")!!)
            ).apply {
                if (json.flag("flattened")) traits["f"] = null
                json.child("key").text("locationName")?.let { traits["k"] = it }
                json.child("value").text("locationName")?.let { traits["v"] = it }
                json.text("locationName")?.let { traits["e"] = it }
                range(json, isSize = true)?.let { traits["r"] = it }
            }

        else -> c2jScalar(name, type!!, json)
    }

private fun c2jScalar(
    name: String,
    kind: String,
    json: JsonObject,
): Scalar =
    Scalar(shapeName(name), kind).apply {
        range(json, isSize = kind == "string" || kind == "blob")?.let { traits["r"] = it }
        json.text("timestampFormat")?.let { traits["t"] = timestampFormat(it) }
        if (json.flag("streaming")) traits["S"] = null
        (json["enum"] as? JsonArray)?.mapTo(values) { it.jsonPrimitive.content }
        json.text("pattern")?.let { traits["/"] = it }
    }

/** A few members of two services restrict what their shape leaves open: each gets a shape of its own. */
private fun c2jMemberConstraints(
    shapes: JsonObject,
    service: Service,
) {
    for ((name, shape) in shapes) {
        for ((memberName, member) in (shape.jsonObject["members"] as? JsonObject).orEmpty()) {
            val json = member.jsonObject
            if ("enum" !in json && "pattern" !in json) continue
            val target = service.shapes.getValue(json.text("shape")!!) as Scalar
            val own = c2jScalar(target.name + name + memberName.replaceFirstChar(Char::uppercase), target.kind, json)
            service.shapes[own.name] = own
            service.structure(shapeName(name)).members.getValue(memberName).target = own.name
        }
    }
}

/** A shape whose name is a kind's gets another, because a target without a shape is called by its kind. */
internal fun shapeName(name: String) = if (name in KINDS) name + "_" else name

internal fun timestampFormat(name: String): String =
    when (name) {
        "unixTimestamp" -> "epoch"
        "iso8601" -> "datetime"
        "rfc822" -> "http"
        else -> error("timestamp format $name")
    }

/** `min..max` without what says nothing: sizes from zero, and ends of what the type can hold. */
private fun range(
    json: JsonObject,
    isSize: Boolean,
): String? {
    val min = json.text("min")?.takeUnless {
        if (isSize) {
            it.toBigDecimal().signum() <= 0
        } else {
            it.toBigDecimal() <=
                INT_MIN
        }
    }
    val max = json.text("max")?.takeUnless { it.toBigDecimal() >= INT_MAX }
    return if (min == null && max == null) null else min.orEmpty() + ".." + max.orEmpty()
}

private val INT_MAX = Int.MAX_VALUE.toBigDecimal()
private val INT_MIN = Int.MIN_VALUE.toBigDecimal()

internal fun JsonObject.child(name: String): JsonObject = getValue(name).jsonObject

internal fun JsonObject.text(name: String): String? = (get(name) as? JsonPrimitive)?.content

internal fun JsonObject.flag(name: String): Boolean = text(name) == "true"

internal fun xmlNamespace(json: JsonObject): String? =
    (json["xmlNamespace"] as? JsonObject)?.text("uri") ?: json.text("xmlNamespace")

private fun JsonObject?.orEmpty(): Map<String, JsonElement> = this ?: emptyMap()
