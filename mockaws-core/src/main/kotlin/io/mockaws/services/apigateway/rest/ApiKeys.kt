package io.mockaws.services.apigateway.rest

import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.API_KEYS
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.PLAN_KEYS
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.USES
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newApiId
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.put
import io.mockaws.services.apigateway.state.text
import io.mockaws.wire.Blob

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
internal fun createApiKey(
    input: Members,
    call: ApiCall,
): Members {
    val value = input.text("value")?.ifEmpty { null } ?: call.ids.alphanumeric(VALUE)
    checkValue(value, call)
    checkTexts(input)
    val now = call.now()
    val stages =
        (input["stageKeys"] as? List<*>).orEmpty().filterIsInstance<Map<*, *>>()
            .map { "${it["restApiId"]}/${it["stageName"]}" }
    val key =
        input.only("name", "description", "customerId", "tags").filterValues { it != "" } +
            membersOf(
                "id" to call.newApiId(),
                "value" to value,
                "enabled" to input.flag("enabled"),
                "createdDate" to now,
                "lastUpdatedDate" to now,
                "stageKeys" to stages,
            )
    call.state.write { put(API_KEYS, key.text("id")!!, key) { call.ids.nextNumber() } }
    return key
}

private fun checkValue(
    value: String,
    call: ApiCall,
) {
    if (value.length < SHORTEST) throw ApiFaults.badRequest("API Key value should be at least 20 characters")
    if (value.length > LONGEST) throw ApiFaults.badRequest("API Key value exceeds maximum size of 128 characters")
    if (call.state.now[API_KEYS].values.any { it.members["value"] == value }) {
        throw ApiFaults.conflict("API Key already exists")
    }
}

private fun checkTexts(key: Members) {
    if (key.text("name").orEmpty().length > LONGEST_NAME) {
        throw ApiFaults.badRequest("Invalid API Key name, can be at most 1024 characters.")
    }
    if (key.text("description").orEmpty().length > LONGEST_DESCRIPTION) {
        throw ApiFaults.badRequest("Invalid API Key description specified.")
    }
}

/** The key [id]. */
internal fun ApiCall.apiKey(id: String?): Members =
    state.now[API_KEYS][id]?.members ?: throw ApiFaults.notFound("Invalid API Key identifier specified")

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
internal fun getApiKey(
    input: Members,
    call: ApiCall,
): Members = shown(call.apiKey(input.text("apiKey")), input.flag("includeValue"))

private fun shown(
    key: Members,
    isWhole: Boolean,
): Members = (if (isWhole) key else key - "value") + ("tags" to key.part("tags"))

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
internal fun getApiKeys(
    input: Members,
    call: ApiCall,
): Members {
    val name = input.text("nameQuery")
    val customer = input.text("customerId")
    val found =
        call.state.now[API_KEYS].values.sortedBy { it.number }.map { it.members }
            .filter { name == null || it.text("name").orEmpty().startsWith(name) }
            .filter { customer == null || it["customerId"] == customer }
            .map { if (input.flag("includeValues")) it else it - "value" }
    return paged(input, found)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
internal fun updateApiKey(
    input: Members,
    call: ApiCall,
): Members {
    val before = call.apiKey(input.text("apiKey"))
    val operations = PatchOperation.of(input)
    for (operation in operations) {
        if (operation.path?.startsWith("/stages") == true || operation.path in CHANGEABLE) continue
        throw ApiFaults.badPath(operation.path, operation.op, CHANGEABLE)
    }
    val changed = Patches(API_KEY).apply(before, operations) + ("lastUpdatedDate" to call.now())
    checkTexts(changed)
    call.state.write { put(API_KEYS, before.text("id")!!, changed) { call.ids.nextNumber() } }
    return shown(changed, isWhole = false)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html */
internal fun deleteApiKey(
    input: Members,
    call: ApiCall,
): Members {
    val id = call.apiKey(input.text("apiKey")).text("id")!!
    call.state.write {
        remove(API_KEYS, id)
        this[PLAN_KEYS].keys.filter { it.endsWith("/$id") }.forEach { remove(PLAN_KEYS, it) }
        this[USES].keys.filter { it.endsWith("/$id") }.forEach { remove(USES, it) }
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportApiKeys.html */
internal fun importApiKeys(
    input: Members,
    call: ApiCall,
): Members {
    val lines = (input["body"] as Blob).bytes.decodeToString().lines().filter { it.isNotBlank() }
    val names = lines.firstOrNull()?.split(',')?.map { it.trim().lowercase() }.orEmpty()
    if ("name" !in names) throw ApiFaults.badRequest("Failed to parse the CSV: the column name is missing")
    val ids =
        lines.drop(1).map { line ->
            val row = names.zip(line.split(',').map { it.trim() }).toMap()
            val made =
                createApiKey(
                    membersOf(
                        "name" to row["name"],
                        "value" to row["key"]?.ifEmpty { null },
                        "description" to row["description"]?.ifEmpty { null },
                        "enabled" to (row["enabled"]?.lowercase() != "false"),
                    ),
                    call,
                )
            row["usageplanids"].orEmpty().split('|').filter { it.isNotBlank() }.forEach { plan ->
                createUsagePlanKey(mapOf("usagePlanId" to plan, "keyId" to made["id"], "keyType" to "API_KEY"), call)
            }
            made["id"]
        }
    return mapOf("ids" to ids, "warnings" to emptyList<String>())
}

private const val VALUE = 40
private const val SHORTEST = 20
private const val LONGEST = 128
private const val LONGEST_NAME = 1024
private const val LONGEST_DESCRIPTION = 125_000
private val CHANGEABLE = listOf("/description", "/enabled", "/name", "/customerId")
private val API_KEY by lazy { Models.service("apigateway").structure("ApiKey")!! }
