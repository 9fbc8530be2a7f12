package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.function.DeadLetterConfig
import io.mockaws.services.lambda.function.DurableConfig
import io.mockaws.services.lambda.function.Environment
import io.mockaws.services.lambda.function.EphemeralStorage
import io.mockaws.services.lambda.function.FileSystemConfig
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.ImageConfig
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LoggingConfig
import io.mockaws.services.lambda.function.Runtimes
import io.mockaws.services.lambda.function.SnapStart
import io.mockaws.services.lambda.function.TracingConfig
import io.mockaws.services.lambda.function.VpcConfig
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.put
import io.mockaws.services.lambda.state.putCode
import io.mockaws.services.lambda.state.removeUnusedCode
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class UpdateFunctionConfigurationRequest(
    val functionName: String,
    val role: String? = null,
    val handler: String? = null,
    val description: String? = null,
    val timeout: Int? = null,
    val memorySize: Int? = null,
    val vpcConfig: VpcConfig? = null,
    val environment: Environment? = null,
    val runtime: String? = null,
    val deadLetterConfig: DeadLetterConfig? = null,
    val kmsKeyArn: String? = null,
    val tracingConfig: TracingConfig? = null,
    val revisionId: String? = null,
    val layers: List<String>? = null,
    val fileSystemConfigs: List<FileSystemConfig>? = null,
    val imageConfig: ImageConfig? = null,
    val ephemeralStorage: EphemeralStorage? = null,
    val snapStart: SnapStart? = null,
    val loggingConfig: LoggingConfig? = null,
    val durableConfig: DurableConfig? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
internal fun updateFunctionConfiguration(
    request: UpdateFunctionConfigurationRequest,
    call: LambdaCall,
): FunctionConfiguration {
    val found = call.function(request.functionName)
    checkRevision(request.revisionId, found.get().latest)
    request.runtime?.let(Runtimes::check)
    checkTimeout(request.timeout)
    checkEnvironment(request.environment?.variables)
    checkSnapStart(request.snapStart, request.runtime ?: found.get().latest.runtime)
    val layers = request.layers?.let { call.layersOf(it) }
    var shown: FunctionVersion? = null
    val function =
        found.change { before ->
            before.changing { it.with(request, call).copy(layers = layers ?: it.layers) }
                .also { shown = it.latest }
                .changing { it.copy(revisionId = call.ids.uuid()) }
        }
    return shown!!.shown(function, Standing.UPDATING)
}

private fun FunctionVersion.with(
    request: UpdateFunctionConfigurationRequest,
    call: LambdaCall,
): FunctionVersion =
    copy(
        revisionId = call.ids.uuid(),
        lastModified = call.now(),
        role = request.role ?: role,
        handler = request.handler ?: handler,
        description = request.description ?: description,
        timeout = request.timeout ?: timeout,
        memorySize = request.memorySize ?: memorySize,
        vpcConfig = request.vpcConfig ?: vpcConfig,
        environment = request.environment?.let { it.variables.orEmpty() } ?: environment,
        runtime = request.runtime ?: runtime,
        deadLetterArn = request.deadLetterConfig?.let { it.targetArn.orEmpty() }.orElse(deadLetterArn),
        kmsKeyArn = request.kmsKeyArn.orElse(kmsKeyArn),
        tracing = request.tracingConfig?.mode ?: tracing,
        fileSystems = request.fileSystemConfigs ?: fileSystems,
        imageConfig = if (request.imageConfig == ImageConfig()) null else request.imageConfig ?: imageConfig,
        ephemeralStorage = request.ephemeralStorage?.size ?: ephemeralStorage,
        snapStart = request.snapStart?.applyOn ?: snapStart,
        logging = request.loggingConfig ?: logging,
        durable = request.durableConfig ?: durable,
    )

/** An empty text takes away what was there. */
private fun String?.orElse(before: String?): String? = if (this == null) before else ifEmpty { null }

@Serializable
internal data class UpdateFunctionCodeRequest(
    val functionName: String,
    val zipFile: Blob? = null,
    val s3Bucket: String? = null,
    val s3Key: String? = null,
    val s3ObjectVersion: String? = null,
    val imageUri: String? = null,
    val publish: Boolean = false,
    val dryRun: Boolean = false,
    val revisionId: String? = null,
    val architectures: List<String>? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
internal suspend fun updateFunctionCode(
    request: UpdateFunctionCodeRequest,
    call: LambdaCall,
): FunctionConfiguration {
    val found = call.function(request.functionName)
    val now = found.get()
    checkRevision(request.revisionId, now.latest)
    val packageType = now.latest.packageType
    if (packageType == "Zip" && request.imageUri != null) {
        throw LambdaFaults.invalid("Please don't provide ImageUri when updating a function with packageType Zip.")
    }
    if (packageType == "Image" && request.imageUri == null) {
        throw LambdaFaults.invalid("Please provide ImageUri when updating a function with packageType Image.")
    }
    val code =
        call.uploaded(
            FunctionCode(request.zipFile, request.s3Bucket, request.s3Key, request.s3ObjectVersion, request.imageUri),
        )
    var shown: FunctionVersion? = null
    val function =
        call.state.write {
            val before = found.get()
            val next =
                before.changing {
                    it.copy(
                        codeSha256 = code.sha256,
                        codeSize = code.size,
                        codePlace = code.place,
                        imageUri = request.imageUri,
                        architectures = request.architectures ?: it.architectures,
                        revisionId = call.ids.uuid(),
                        lastModified = call.now(),
                    )
                }.let { if (request.publish) it.publishing(call, null) else it }
            shown = if (request.publish) next.published.last() else next.latest
            if (request.dryRun) return@write next
            code.zip?.let { putCode(code.sha256, it) }
            put(next.changing { it.copy(revisionId = call.ids.uuid()) })
            removeUnusedCode(listOf(before.latest.codeSha256))
            next
        }
    return shown!!.shown(function, if (request.publish) Standing.CREATING else Standing.UPDATING)
}
