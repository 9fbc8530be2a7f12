package io.mockaws.services.lambda.function

import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A function with all that hangs on it. */
@Serializable
internal data class LambdaFunction(
    val name: String,
    /** Without a qualifier. */
    val arn: String,
    /** What can be changed: `$LATEST`. */
    val latest: FunctionVersion,
    /** Those that were published and are still there, the oldest first. */
    val published: List<FunctionVersion> = emptyList(),
    /** The number of the version that is published next; numbers are not used again. */
    val nextNumber: Int = 1,
    val aliases: Map<String, Alias> = emptyMap(),
    val tags: Map<String, String> = emptyMap(),
    /** How many may run at once; null for as many as the account has left. */
    val reservedConcurrency: Int? = null,
    /** By the version or alias that has it. */
    val provisioned: Map<String, ProvisionedConcurrency> = emptyMap(),
    /** By alias, or `$LATEST` for the function itself. */
    val urls: Map<String, FunctionUrl> = emptyMap(),
    /** How asynchronous invocations go, by qualifier. */
    val eventInvokes: Map<String, EventInvokeConfig> = emptyMap(),
    /** By qualifier; `$LATEST` for the function itself. */
    val policies: Map<String, ResourcePolicy> = emptyMap(),
    /** Whether a test has made it, which nobody needs a permission for. */
    val isOpen: Boolean = false,
    val recursiveLoop: String? = null,
    val codeSigningConfigArn: String? = null,
    /** By qualifier. */
    val runtimeManagement: Map<String, RuntimeManagement> = emptyMap(),
) {
    /** `$LATEST` and those that were published. */
    val versions: List<FunctionVersion> get() = listOf(latest) + published

    fun version(number: String): FunctionVersion? = versions.firstOrNull { it.version == number }

    /** The version that [qualifier] means; of an alias with weights the one that it names first. */
    fun versionOf(qualifier: String?): FunctionVersion? =
        when {
            qualifier == null -> latest
            qualifier in aliases -> version(aliases.getValue(qualifier).version)
            else -> version(qualifier)
        }

    /** The ARN with [qualifier]. */
    fun arnOf(qualifier: String?): String = if (qualifier == null) arn else "$arn:$qualifier"

    /** With another `$LATEST`. */
    fun changing(change: (FunctionVersion) -> FunctionVersion): LambdaFunction = copy(latest = change(latest))
}

/** One version of a function: its configuration and which code it has. */
@Serializable
internal data class FunctionVersion(
    /** `$LATEST`, or the number that it was published under. */
    val version: String = LATEST,
    val role: String,
    val codeSha256: String,
    val codeSize: Long,
    val lastModified: Instant,
    val revisionId: String,
    val runtime: String? = null,
    val handler: String? = null,
    val description: String = "",
    /** In seconds. */
    val timeout: Int = 3,
    /** In MB. */
    val memorySize: Int = 128,
    val packageType: String = "Zip",
    val imageUri: String? = null,
    val environment: Map<String, String>? = null,
    val vpcConfig: VpcConfig? = null,
    val deadLetterArn: String? = null,
    val kmsKeyArn: String? = null,
    val tracing: String = "PassThrough",
    val layers: List<Layer> = emptyList(),
    val fileSystems: List<FileSystemConfig> = emptyList(),
    val imageConfig: ImageConfig? = null,
    val architectures: List<String> = listOf("x86_64"),
    /** In MB. */
    val ephemeralStorage: Int = 512,
    val snapStart: String = "None",
    val logging: LoggingConfig = LoggingConfig(),
    val durable: DurableConfig? = null,
    val tenancy: TenancyConfig? = null,
    /** Where its code lies on this machine, where that is not uploaded. */
    val codePlace: String? = null,
    /** The description of `$LATEST` when this was published, maybe under another one; null for `$LATEST`. */
    val latestDescription: String? = null,
) {
    val isLatest: Boolean get() = version == LATEST

    /** Whether this, which is `$LATEST`, is still what [published] was made from. */
    fun isAsIn(published: FunctionVersion): Boolean =
        this ==
            published.copy(
                version = version,
                revisionId = revisionId,
                lastModified = lastModified,
                description = published.latestDescription ?: published.description,
                latestDescription = null,
            )
}

/** A name for a version, or for two by weight. */
@Serializable
internal data class Alias(
    val name: String,
    val version: String,
    val description: String,
    val revisionId: String,
    /** How many of a hundredth part of all calls another version gets: 0 to 1. */
    val weights: Map<String, Double> = emptyMap(),
)

@Serializable
internal data class ProvisionedConcurrency(
    val requested: Int,
    val lastModified: Instant,
)

@Serializable
internal data class FunctionUrl(
    val url: String,
    val authType: String,
    val createdAt: Instant,
    val lastModified: Instant,
    val cors: Cors? = null,
    val invokeMode: String? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
@Serializable
internal data class EventInvokeConfig(
    val lastModified: Instant,
    val maximumRetryAttempts: Int? = null,
    /** In seconds. */
    val maximumEventAge: Int? = null,
    val destinations: DestinationConfig = DestinationConfig(),
)

@Serializable
internal data class RuntimeManagement(
    val updateRuntimeOn: String,
    val runtimeVersionArn: String? = null,
)
