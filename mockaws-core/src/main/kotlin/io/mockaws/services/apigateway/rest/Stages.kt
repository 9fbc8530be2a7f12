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
    return said.only("stageName", "description", "variables", "documentationVersion", "canarySettings", "tags") +
        membersOf(
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
        throw ApiFaults.badRequest("Deployment id does not exist")
    }
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
    return when (raw.first()) {
        in DIRECT -> Patches(STAGE).apply(stage, operation)
        "accessLogSettings" -> withAccessLog(stage, operation, raw)
        else -> withMethodSetting(stage, operation, raw)
    }
}

private fun withAccessLog(
    stage: Members,
    operation: PatchOperation,
    raw: List<String>,
): Members {
    if (operation.op == "remove" && raw.size == 1) return stage - "accessLogSettings"
    val name = raw.getOrNull(1)
    if (operation.op == "remove" && name !in stage.part("accessLogSettings")) {
        throw nothingToRemove(raw)
    }
    if (raw.size != 2 || name !in setOf("destinationArn", "format")) {
        throw ApiFaults.badRequest(
            "Invalid accessLogSettings path. Must be one of : " +
                "[/accessLogSettings/destinationArn, /accessLogSettings/format]",
        )
    }
    if (operation.op != "remove" && operation.value.isNullOrEmpty()) {
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
    val before = settings[key] ?: DEFAULT_SETTINGS
    val one = PatchOperation(operation.op, "/$name", operation.value, null)
    val after = Patches(METHOD_SETTINGS) { noSuchSetting(operation) }.apply(before, one)
    return stage + ("methodSettings" to settings + (key to DEFAULT_SETTINGS + after))
}

private fun noSuchSetting(operation: PatchOperation) =
    ApiFaults.badRequest(
        "Invalid method setting path: ${operation.path}. Must be one of: [/deploymentId, /description, " +
            "/cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, " +
            "/accessLogSettings/destinationArn, /accessLogSettings/format, " +
            SETTINGS.keys.joinToString(", ") { "/{resourcePath}/{httpMethod}/$it" } +
            ", /*/*/{setting}, /variables/{variable_name}, /tracingEnabled]",
    )

private val DIRECT =
    setOf(
        "deploymentId", "description", "cacheClusterEnabled", "cacheClusterSize", "clientCertificateId", "variables",
        "documentationVersion", "tracingEnabled", "canarySettings", "webAclArn",
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
