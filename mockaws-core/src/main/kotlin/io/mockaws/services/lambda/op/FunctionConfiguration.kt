package io.mockaws.services.lambda.op

import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.DeadLetterConfig
import io.mockaws.services.lambda.function.DurableConfig
import io.mockaws.services.lambda.function.EphemeralStorage
import io.mockaws.services.lambda.function.FileSystemConfig
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.ImageConfig
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.function.Layer
import io.mockaws.services.lambda.function.LoggingConfig
import io.mockaws.services.lambda.function.TenancyConfig
import io.mockaws.services.lambda.function.TracingConfig
import io.mockaws.services.lambda.function.VpcConfig
import kotlinx.serialization.Serializable
import java.security.MessageDigest
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.HexFormat
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
@Serializable
internal data class FunctionConfiguration(
    val functionName: String,
    val functionArn: String,
    val runtime: String?,
    val role: String,
    val handler: String?,
    val codeSize: Long,
    val description: String,
    val timeout: Int,
    val memorySize: Int,
    val lastModified: String,
    val codeSha256: String,
    val version: String,
    val vpcConfig: VpcConfigResponse?,
    val deadLetterConfig: DeadLetterConfig?,
    val environment: EnvironmentResponse?,
    val kmsKeyArn: String?,
    val tracingConfig: TracingConfig,
    val revisionId: String,
    val layers: List<Layer>?,
    val state: String?,
    val stateReason: String?,
    val stateReasonCode: String?,
    val lastUpdateStatus: String?,
    val lastUpdateStatusReason: String?,
    val lastUpdateStatusReasonCode: String?,
    val fileSystemConfigs: List<FileSystemConfig>?,
    val packageType: String,
    val imageConfigResponse: ImageConfigResponse?,
    val architectures: List<String>,
    val ephemeralStorage: EphemeralStorage,
    val snapStart: SnapStartResponse,
    val runtimeVersionConfig: RuntimeVersionConfig?,
    val loggingConfig: LoggingConfig,
    val durableConfig: DurableConfig?,
    val tenancyConfig: TenancyConfig?,
)

@Serializable
internal data class VpcConfigResponse(
    val subnetIds: List<String>,
    val securityGroupIds: List<String>,
    val vpcId: String,
    val ipv6AllowedForDualStack: Boolean,
)

@Serializable
internal data class EnvironmentResponse(
    val variables: Map<String, String>,
)

@Serializable
internal data class ImageConfigResponse(
    val imageConfig: ImageConfig,
)

@Serializable
internal data class SnapStartResponse(
    val applyOn: String,
    val optimizationStatus: String,
)

@Serializable
internal data class RuntimeVersionConfig(
    val runtimeVersionArn: String,
)

/** Where a function stands, as the answer to one call shows it; it takes no time to get to [ACTIVE]. */
internal enum class Standing(
    val state: String?,
    val reason: String? = null,
    val code: String? = null,
    val update: String? = null,
    val updateReason: String? = null,
    val updateCode: String? = null,
) {
    CREATING("Pending", "The function is being created.", "Creating"),
    UPDATING(
        "Active",
        update = "InProgress",
        updateReason = "The function is being created.",
        updateCode = "Creating",
    ),
    ACTIVE("Active", update = "Successful"),

    /** Lists do not tell. */
    LISTED(null),
}

/** How a version is shown. */
internal fun FunctionVersion.shown(
    function: LambdaFunction,
    standing: Standing = Standing.ACTIVE,
    arn: String = if (isLatest) function.arn else function.arnOf(version),
): FunctionConfiguration =
    FunctionConfiguration(
        function.name,
        arn,
        runtime,
        role,
        handler,
        codeSize,
        description,
        timeout,
        memorySize,
        lastModified.shown(),
        codeSha256,
        version,
        vpcConfig?.shown(),
        deadLetterArn?.let { DeadLetterConfig(it) },
        environment?.let { EnvironmentResponse(it) },
        kmsKeyArn,
        TracingConfig(tracing),
        revisionId,
        layers.ifEmpty { null },
        standing.state,
        standing.reason,
        standing.code,
        standing.update,
        standing.updateReason,
        standing.updateCode,
        fileSystems.ifEmpty { null },
        packageType,
        imageConfig?.let { ImageConfigResponse(it) },
        architectures,
        EphemeralStorage(ephemeralStorage),
        SnapStartResponse(snapStart, if (snapStart == "PublishedVersions" && !isLatest) "On" else "Off"),
        runtime?.takeIf { standing != Standing.LISTED }
            ?.let { RuntimeVersionConfig(runtimeVersionArn(it, Arn.parse(function.arn)!!)) },
        logging.filledFor(function.name),
        durable,
        tenancy,
    )

/** As AWS shows times of functions: `2026-11-21T10:00:00.000+0000`. */
internal fun Instant.shown(): String = times.format(toJavaInstant())

private val times = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC)

internal fun LoggingConfig.filledFor(function: String): LoggingConfig {
    val isJson = logFormat == "JSON"
    return LoggingConfig(
        logFormat ?: "Text",
        if (isJson) applicationLogLevel ?: "INFO" else null,
        if (isJson) systemLogLevel ?: "INFO" else null,
        logGroup ?: "/aws/lambda/$function",
    )
}

/** Made up from the name of the runtime, so that it is the same for all functions. */
internal fun runtimeVersionArn(
    runtime: String,
    function: Arn,
): String = "arn:${function.partition}:lambda:${function.region}::runtime:${hash(runtime)}"

/** The id of the VPC is made up from the subnets: who keeps these is not asked. */
private fun VpcConfig.shown(): VpcConfigResponse {
    val subnets = subnetIds.orEmpty()
    val vpc = if (subnets.isEmpty()) "" else "vpc-${hash(subnets.first()).take(VPC_ID)}"
    return VpcConfigResponse(subnets, securityGroupIds.orEmpty(), vpc, ipv6AllowedForDualStack ?: false)
}

private fun hash(text: String): String =
    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.encodeToByteArray()))

private const val VPC_ID = 17
