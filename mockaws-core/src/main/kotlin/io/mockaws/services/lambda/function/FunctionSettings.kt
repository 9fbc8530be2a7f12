package io.mockaws.services.lambda.function

import kotlinx.serialization.Serializable

// What a function has by itself, as calls give it. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html

@Serializable
internal data class VpcConfig(
    val subnetIds: List<String>? = null,
    val securityGroupIds: List<String>? = null,
    val ipv6AllowedForDualStack: Boolean? = null,
)

@Serializable
internal data class DeadLetterConfig(
    val targetArn: String? = null,
)

@Serializable
internal data class Environment(
    val variables: Map<String, String>? = null,
)

@Serializable
internal data class TracingConfig(
    val mode: String? = null,
)

@Serializable
internal data class FileSystemConfig(
    val arn: String,
    val localMountPath: String,
)

@Serializable
internal data class ImageConfig(
    val entryPoint: List<String>? = null,
    val command: List<String>? = null,
    val workingDirectory: String? = null,
)

@Serializable
internal data class EphemeralStorage(
    val size: Int,
)

@Serializable
internal data class SnapStart(
    val applyOn: String? = null,
)

@Serializable
internal data class LoggingConfig(
    val logFormat: String? = null,
    val applicationLogLevel: String? = null,
    val systemLogLevel: String? = null,
    val logGroup: String? = null,
)

@Serializable
internal data class DurableConfig(
    val retentionPeriodInDays: Int? = null,
    val executionTimeout: Int? = null,
)

@Serializable
internal data class TenancyConfig(
    val tenantIsolationMode: String? = null,
)

/** A version of a layer, as functions refer to it. */
@Serializable
internal data class Layer(
    val arn: String,
    val codeSize: Long,
)

/** Where what an invocation came to goes. */
@Serializable
internal data class Destination(
    val destination: String? = null,
)

@Serializable
internal data class DestinationConfig(
    val onSuccess: Destination? = null,
    val onFailure: Destination? = null,
)

@Serializable
internal data class Cors(
    val allowCredentials: Boolean? = null,
    val allowHeaders: List<String>? = null,
    val allowMethods: List<String>? = null,
    val allowOrigins: List<String>? = null,
    val exposeHeaders: List<String>? = null,
    val maxAge: Int? = null,
)
