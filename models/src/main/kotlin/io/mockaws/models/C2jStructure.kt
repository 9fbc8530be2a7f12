package io.mockaws.models

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

internal fun c2jStructure(
    name: String,
    json: JsonObject,
): Structure {
    val structure = Structure(shapeName(name))
    val required = (json["required"] as? JsonArray)?.mapTo(HashSet()) { it.jsonPrimitive.content }.orEmpty()
    for ((member, description) in json.child("members")) structure.members[member] = c2jMember(member, description.jsonObject, member in required)
    json.text("payload")?.let { structure.members.getValue(it).traits["p"] = null }
    structure.facts += c2jStructureFacts(json)
    return structure
}

private fun c2jStructureFacts(json: JsonObject): Traits {
    val facts = LinkedHashMap<String, String?>()
    if (json.flag("union")) facts["union"] = null
    if (json.flag("eventstream")) facts["eventstream"] = null
    if (json.flag("event")) facts["event"] = null
    if (json.flag("wrapper")) facts["wrapper"] = null
    xmlNamespace(json)?.let { facts["x"] = it }
    val error = json["error"] as? JsonObject
    if (json.flag("exception") || error != null) {
        val status = error?.text("httpStatusCode")
        facts["error"] = null
        status?.let { facts["status"] = it }
        error?.text("code")?.let { facts["code"] = it }
        val isFault = json.flag("fault") || error?.text("senderFault") == "false" || status?.startsWith("5") == true && error.text("senderFault") == null
        facts[if (isFault) "fault" else "sender"] = null
        if ("retryable" in json) facts["retryable"] = null
    }
    return facts
}

private fun c2jMember(
    name: String,
    json: JsonObject,
    isRequired: Boolean,
): Member {
    val member = Member(name, shapeName(json.text("shape")!!))
    val traits = member.traits
    val wireName = json.text("locationName")
    if (isRequired) traits["!"] = null
    when (val location = json.text("location")) {
        null -> if (wireName != null && wireName != name) traits["n"] = wireName
        "uri" -> traits["u"] = wireName.takeIf { it != name }
        "querystring" -> traits["q"] = wireName
        "header" -> traits["h"] = wireName ?: name
        "headers" -> traits["H"] = wireName.orEmpty()
        "statusCode" -> traits["s"] = null
        else -> error("location $location")
    }
    json.text("queryName")?.let { traits["Q"] = it }
    json.text("timestampFormat")?.let { traits["t"] = timestampFormat(it) }
    xmlNamespace(json)?.let { traits["x"] = it }
    for ((flag, trait) in FLAGS) if (json.flag(flag)) traits[trait] = null
    return member
}

private val FLAGS =
    mapOf(
        "idempotencyToken" to "i",
        "flattened" to "f",
        "xmlAttribute" to "a",
        "jsonvalue" to "j",
        "streaming" to "S",
        "eventheader" to "E",
        "eventpayload" to "P",
        "hostLabel" to "L",
    )
