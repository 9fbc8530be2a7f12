package io.mockaws.services.lambda.op

import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.function.Layer
import io.mockaws.services.lambda.function.Runtimes
import io.mockaws.services.lambda.function.SnapStart
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.layerVersionByArn
import kotlinx.serialization.json.Json

// What AWS asks of a function beyond what its model says.

/** Names that functions find set and cannot set. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
private val reserved =
    setOf(
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    )

private const val UNABLE =
    "Lambda was unable to configure your environment variables because the environment variables you have provided "

internal fun checkEnvironment(variables: Map<String, String>?) {
    if (variables == null) return
    val taken = variables.keys.filter { it in reserved }
    if (taken.isNotEmpty()) {
        throw LambdaFaults.invalid(
            UNABLE + "contains reserved keys that are currently not supported for modification. Reserved keys used " +
                "in this request: ${taken.joinToString()}",
        )
    }
    val measured = Json.encodeToString(variables)
    if (measured.encodeToByteArray().size > LambdaLimits.ENVIRONMENT) {
        throw LambdaFaults.invalid(UNABLE + "exceeded the 4KB limit. String measured: $measured")
    }
}

internal fun checkTimeout(seconds: Int?) {
    if (seconds != null && seconds > MOST_SECONDS) {
        throw LambdaFaults.validation(
            "1 validation error detected: Value '$seconds' at 'timeout' failed to satisfy constraint: Member must " +
                "have value less than or equal to $MOST_SECONDS",
        )
    }
}

internal fun checkSnapStart(
    snapStart: SnapStart?,
    runtime: String?,
) {
    if (snapStart?.applyOn == "PublishedVersions" && runtime != null) Runtimes.checkSnapStart(runtime)
}

internal fun checkTags(tags: Map<String, String>) {
    if (tags.size > LambdaLimits.TAGS) throw LambdaFaults.invalid("Number of tags exceeds resource tag limit.")
}

/** The layers that [arns] name. */
internal fun LambdaCall.layersOf(arns: List<String>): List<Layer> {
    if (arns.size > LambdaLimits.LAYERS) {
        throw LambdaFaults.invalid("Cannot reference more than ${LambdaLimits.LAYERS} layers.")
    }
    val seen = HashMap<String, String>()
    return arns.map { arn ->
        if (Arn.parse(arn)?.region != region) {
            throw LambdaFaults.invalid(
                "Layers are not in the same region as the function. Layers are expected to be in region $region.",
            )
        }
        val version =
            layerVersionByArn(arn) ?: throw LambdaFaults.invalid("Layer version $arn does not exist.")
        seen.put(arn.substringBeforeLast(':'), arn)?.let { other ->
            throw LambdaFaults.invalid(
                "Two different versions of the same layer are not allowed to be referenced in the same function. " +
                    "$other and $arn are versions of the same layer.",
            )
        }
        Layer(arn, version.codeSize)
    }
}

private const val MOST_SECONDS = 900
