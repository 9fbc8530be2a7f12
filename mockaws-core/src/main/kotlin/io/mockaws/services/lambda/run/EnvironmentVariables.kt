package io.mockaws.services.lambda.run

/**
 * The variables that a function finds: its own, and those that Lambda sets.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
internal fun environmentVariables(
    order: InvocationOrder,
    logStream: String,
): Map<String, String> {
    val version = order.version
    val own = version.environment.orEmpty()
    val set =
        mapOf(
            "_HANDLER" to version.handler.orEmpty(),
            "AWS_REGION" to order.call.region,
            "AWS_DEFAULT_REGION" to order.call.region,
            "AWS_EXECUTION_ENV" to "AWS_Lambda_${version.runtime.orEmpty()}",
            "AWS_LAMBDA_FUNCTION_NAME" to order.function.name,
            "AWS_LAMBDA_FUNCTION_VERSION" to version.version,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE" to "${version.memorySize}",
            "AWS_LAMBDA_INITIALIZATION_TYPE" to "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME" to order.logGroup,
            "AWS_LAMBDA_LOG_STREAM_NAME" to logStream,
            "TZ" to ":UTC",
        )
    return set + own
}
