package io.mockaws.services.apigateway.rest

import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.DEPLOYMENTS
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.STAGES
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.put
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.stages
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.with

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
internal fun createStage(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    val name = input.text("stageName").orEmpty()
    if (!NAME.matches(name)) throw ApiFaults.badRequest("Stage name only allows a-zA-Z0-9_")
    val deployment = input.text("deploymentId").orEmpty()
    if ("${api.id}/$deployment" !in call.state.now[DEPLOYMENTS]) throw ApiFaults.noDeployment()
    if ("${api.id}/$name" in call.state.now[STAGES]) throw ApiFaults.conflict("Stage already exists")
    val canary = input.part("canarySettings").text("deploymentId")
    if (canary != null && "${api.id}/$canary" !in call.state.now[DEPLOYMENTS]) throw noDeployment()
    val stage = newStage(input, deployment, call)
    call.state.write { put(STAGES, "${api.id}/$name", stage) { call.ids.nextNumber() } }
    return stage
}

/** A stage that serves [deployment]. */
internal fun newStage(
    said: Members,
    deployment: String,
    call: ApiCall,
): Members {
    val isCached = said.flag("cacheClusterEnabled")
    return said.only("stageName", "description", "variables", "documentationVersion", "tags") +
        membersOf(
            "canarySettings" to said.part("canarySettings").ifEmpty { null }?.let { canaryOf(it, deployment) },
            "deploymentId" to deployment,
            "cacheClusterEnabled" to isCached,
            "cacheClusterSize" to (said.text("cacheClusterSize") ?: "0.5".takeIf { isCached }),
            "cacheClusterStatus" to if (isCached) "AVAILABLE" else "NOT_AVAILABLE",
            "methodSettings" to emptyMap<String, Any?>(),
            "tracingEnabled" to said.flag("tracingEnabled"),
            "createdDate" to call.now(),
            "lastUpdatedDate" to call.now(),
        )
}

/** What a canary is where [said] says nothing of it: it has the [deployment] of its stage, and no traffic. */
internal fun canaryOf(
    said: Members,
    deployment: Any?,
): Members = mapOf("deploymentId" to deployment, "percentTraffic" to 0.0, "useStageCache" to false) + said

private fun noDeployment() = ApiFaults.badRequest("Deployment id does not exist")

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
internal fun getStage(
    input: Members,
    call: ApiCall,
): Members = call.stage(input)

/** The stage that [input] names. */
internal fun ApiCall.stage(input: Members): Members {
    val api = restApi(input.text("restApiId").orEmpty())
    return state.now[STAGES]["${api.id}/${input["stageName"]}"]?.members ?: throw ApiFaults.noStage()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
internal fun getStages(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    val deployment = input.text("deploymentId")
    return mapOf(
        "item" to call.state.now.stages(api.id).filter { deployment == null || it["deploymentId"] == deployment },
    )
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
internal fun deleteStage(
    input: Members,
    call: ApiCall,
): Members {
    val stage = call.stage(input)
    call.state.write { remove(STAGES, "${input["restApiId"]}/${stage["stageName"]}") }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
internal fun updateStage(
    input: Members,
    call: ApiCall,
): Members {
    val before = call.stage(input)
    val api = input.text("restApiId")!!
    val patched = PatchOperation.of(input).fold(before) { stage, operation -> changed(stage, operation) }
    if ("$api/${patched["deploymentId"]}" !in call.state.now[DEPLOYMENTS]) {
        throw noDeployment()
    }
    val canary = patched.part("canarySettings").text("deploymentId")
    if (canary != null && "$api/$canary" !in call.state.now[DEPLOYMENTS]) throw noDeployment()
    val isCached = patched.flag("cacheClusterEnabled")
    val stage =
        patched +
            membersOf(
                "cacheClusterStatus" to if (isCached) "AVAILABLE" else "NOT_AVAILABLE",
                "cacheClusterSize" to (patched["cacheClusterSize"] ?: "0.5".takeIf { isCached }),
                "methodSettings" to patched.part("methodSettings"),
                "lastUpdatedDate" to call.now(),
            )
    call.state.write { put(STAGES, "$api/${stage["stageName"]}", stage) { call.ids.nextNumber() } }
    return stage
}

private fun changed(
    stage: Members,
    operation: PatchOperation,
): Members {
    val raw = operation.path.orEmpty().removePrefix("/").split('/')
    if (operation.op == "copy") return promoted(stage, operation)
    return when (raw.first()) {
        "canarySettings" -> withCanarySetting(stage, operation, raw)
        in DIRECT -> Patches(STAGE).apply(stage, operation)
        "accessLogSettings" -> withAccessLog(stage, operation, raw)
        else -> withMethodSetting(stage, operation, raw)
    }
}

/** What a canary has becomes what its stage has. */
private fun promoted(
    stage: Members,
    operation: PatchOperation,
): Members {
    val from = operation.from.orEmpty()
    if (operation.path !in setOf("/deploymentId", "/variables") || from !in PROMOTED) {
        throw ApiFaults.badRequest(
            "Invalid copy operation with path: ${operation.path} and from $from. Valid copy:path are [/deploymentId, " +
                "/variables] and valid copy:from are [${PROMOTED.joinToString()}]",
        )
    }
    val canary = stage.part("canarySettings")
    if (canary.isEmpty()) throw ApiFaults.badRequest("Promotion not available. Canary does not exist.")
    if (operation.path == "/deploymentId") return stage + ("deploymentId" to canary["deploymentId"])
    val variables = stage.part("variables") + canary.part("stageVariableOverrides")
    return stage.with("variables", variables.ifEmpty { null })
}

private fun withCanarySetting(
    stage: Members,
    operation: PatchOperation,
    raw: List<String>,
): Members {
    val name = raw.getOrNull(1)
    if (operation.op == "remove") {
        val isOverride = name == "stageVariableOverrides" && raw.size > 2
        if (name != null && !isOverride) throw nothingToRemove(raw)
        return Patches(STAGE).apply(stage, operation)
    }
    if (operation.op != "replace") {
        throw ApiFaults.badRequest("Invalid ${operation.op} operation with path: ${operation.path}")
    }
    if (name !in CANARY) throw noSuchSetting(operation)
    val changed = Patches(STAGE) { noSuchSetting(operation) }.apply(stage, operation)
    val canary = canaryOf(changed.part("canarySettings"), stage["deploymentId"])
    return changed + ("canarySettings" to canary)
}

private fun withAccessLog(
    stage: Members,
    operation: PatchOperation,
    raw: List<String>,
): Members {
    if (operation.op == "remove" && raw.size == 1) return stage - "accessLogSettings"
    val name = raw.getOrNull(1)
    if (operation.op == "remove") throw nothingToRemove(raw)
    if (raw.size != 2 || name !in setOf("destinationArn", "format")) {
        throw ApiFaults.badRequest(
            "Invalid accessLogSettings path. Must be one of : " +
                "[/accessLogSettings/destinationArn, /accessLogSettings/format]",
        )
    }
    if (operation.value.isNullOrEmpty()) {
        throw ApiFaults.badRequest("Access Log value must not be empty")
    }
    return Patches(STAGE).apply(stage, operation)
}

private fun nothingToRemove(raw: List<String>) =
    ApiFaults.badRequest(
        "Cannot remove method setting ${raw.joinToString("/")} because there is no method setting for this method ",
    )

/** `/~1pets/GET/throttling/rateLimit`, and stars in place of resource and method for all methods. */
private fun withMethodSetting(
    stage: Members,
    operation: PatchOperation,
    raw: List<String>,
): Members {
    val settings = stage.parts("methodSettings")
    if (operation.op == "remove" && raw.size == 2) {
        val key = raw.joinToString("/")
        if (key !in settings) throw nothingToRemove(raw)
        return stage + ("methodSettings" to settings - key)
    }
    val name = SETTINGS[raw.takeLast(2).joinToString("/")]
    if (raw.size != METHOD_SETTING || name == null) throw noSuchSetting(operation)
    val key = raw.take(2).joinToString("/")
    // A method begins with what is said for all.
    val before = settings[key] ?: settings["*/*"] ?: DEFAULT_SETTINGS
    val one = PatchOperation(operation.op, "/$name", operation.value, null)
    val after = Patches(METHOD_SETTINGS) { noSuchSetting(operation) }.apply(before, one)
    return stage + ("methodSettings" to settings + (key to DEFAULT_SETTINGS + after))
}

private fun noSuchSetting(operation: PatchOperation) =
    ApiFaults.badRequest(
        "Invalid method setting path: ${operation.path}. Must be one of: [/deploymentId, /description, " +
            "/cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, " +
            "/accessLogSettings/destinationArn, /accessLogSettings/format, " +
            listed("/{resourcePath}/{httpMethod}/", "") + ", " + listed("/*/*/", " ") +
            ", /variables/{variable_name}, /tracingEnabled]",
    )

/** The settings as AWS lists them, which lacks two commas. */
private fun listed(
    start: String,
    missing: String,
): String =
    SETTINGS.keys.joinToString("") { name ->
        val end =
            when (name) {
                SETTINGS.keys.last() -> ""
                in WITHOUT_COMMA -> missing
                else -> ", "
            }
        "$start$name$end"
    }

private val WITHOUT_COMMA = setOf("throttling/burstLimit", "throttling/rateLimit")
private val CANARY = setOf("deploymentId", "percentTraffic", "useStageCache", "stageVariableOverrides")
private val PROMOTED = listOf("/canarySettings/deploymentId", "/canarySettings/stageVariableOverrides")
private val DIRECT =
    setOf(
        "deploymentId", "description", "cacheClusterEnabled", "cacheClusterSize", "clientCertificateId", "variables",
        "documentationVersion", "tracingEnabled", "webAclArn",
    )
private val SETTINGS =
    mapOf(
        "metrics/enabled" to "metricsEnabled",
        "logging/dataTrace" to "dataTraceEnabled",
        "logging/loglevel" to "loggingLevel",
        "throttling/burstLimit" to "throttlingBurstLimit",
        "throttling/rateLimit" to "throttlingRateLimit",
        "caching/ttlInSeconds" to "cacheTtlInSeconds",
        "caching/enabled" to "cachingEnabled",
        "caching/dataEncrypted" to "cacheDataEncrypted",
        "caching/requireAuthorizationForCacheControl" to "requireAuthorizationForCacheControl",
        "caching/unauthorizedCacheControlHeaderStrategy" to "unauthorizedCacheControlHeaderStrategy",
    )
private val DEFAULT_SETTINGS: Members =
    mapOf(
        "metricsEnabled" to false,
        "dataTraceEnabled" to false,
        "throttlingBurstLimit" to 5000,
        "throttlingRateLimit" to 10_000.0,
        "cachingEnabled" to false,
        "cacheTtlInSeconds" to 300,
        "cacheDataEncrypted" to false,
        "requireAuthorizationForCacheControl" to true,
        "unauthorizedCacheControlHeaderStrategy" to "SUCCEED_WITH_RESPONSE_HEADER",
    )
private const val METHOD_SETTING = 4
private val NAME = Regex("[a-zA-Z0-9_-]{1,128}")
private val STAGE by lazy { Models.service("apigateway").structure("Stage")!! }
private val METHOD_SETTINGS by lazy { Models.service("apigateway").structure("MethodSetting")!! }
