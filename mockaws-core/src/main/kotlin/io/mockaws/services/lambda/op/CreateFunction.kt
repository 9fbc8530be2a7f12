package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.function.DeadLetterConfig
import io.mockaws.services.lambda.function.DurableConfig
import io.mockaws.services.lambda.function.Environment
import io.mockaws.services.lambda.function.EphemeralStorage
import io.mockaws.services.lambda.function.FileSystemConfig
import io.mockaws.services.lambda.function.FunctionName
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.ImageConfig
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.function.LoggingConfig
import io.mockaws.services.lambda.function.Runtimes
import io.mockaws.services.lambda.function.SnapStart
import io.mockaws.services.lambda.function.TenancyConfig
import io.mockaws.services.lambda.function.TracingConfig
import io.mockaws.services.lambda.function.VpcConfig
import io.mockaws.services.lambda.run.runsWithoutUpload
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.put
import io.mockaws.services.lambda.state.putCode
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateFunctionRequest(
    val functionName: String,
    val role: String,
    val code: FunctionCode = FunctionCode(),
    val runtime: String? = null,
    val handler: String? = null,
    val description: String? = null,
    val timeout: Int? = null,
    val memorySize: Int? = null,
    val publish: Boolean = false,
    val vpcConfig: VpcConfig? = null,
    val packageType: String? = null,
    val deadLetterConfig: DeadLetterConfig? = null,
    val environment: Environment? = null,
    val kmsKeyArn: String? = null,
    val tracingConfig: TracingConfig? = null,
    val tags: Map<String, String> = emptyMap(),
    val layers: List<String> = emptyList(),
    val fileSystemConfigs: List<FileSystemConfig> = emptyList(),
    val imageConfig: ImageConfig? = null,
    val codeSigningConfigArn: String? = null,
    val architectures: List<String>? = null,
    val ephemeralStorage: EphemeralStorage? = null,
    val snapStart: SnapStart? = null,
    val loggingConfig: LoggingConfig? = null,
    val durableConfig: DurableConfig? = null,
    val tenancyConfig: TenancyConfig? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
internal suspend fun createFunction(
    request: CreateFunctionRequest,
    call: LambdaCall,
): FunctionConfiguration {
    val name = call.function(request.functionName).name
    checkLength(name.name, request.functionName)
    check(request)
    val layers = call.layersOf(request.layers)
    if (name.name in call.state.now.functions) throw LambdaFaults.exists(name.name)
    val code =
        if (request.code == FunctionCode() && runsWithoutUpload(request.handler, request.runtime)) {
            UploadedCode(sha256(request.handler.orEmpty().encodeToByteArray()), 0, null)
        } else {
            call.uploaded(request.code)
        }
    val function = make(name, request, code, call).let { it.changing { latest -> latest.copy(layers = layers) } }
    val shown = function.published.lastOrNull() ?: function.latest
    call.state.write {
        if (name.name in functions) throw LambdaFaults.exists(name.name)
        code.zip?.let { putCode(code.sha256, it) }
        put(function.activated(call))
    }
    return shown.copy(layers = layers).shown(function, Standing.CREATING, function.arn)
}

/** What the answer to a call shows is over when it is there, which is another revision. */
internal fun LambdaFunction.activated(call: LambdaCall): LambdaFunction =
    copy(
        latest = latest.copy(revisionId = call.ids.uuid()),
        published = published.map { if (it == published.last()) it.copy(revisionId = call.ids.uuid()) else it },
    )

private fun checkLength(
    name: String,
    text: String,
) {
    if (name.length <= LambdaLimits.NAME) return
    throw LambdaFaults.invalid(
        "1 validation error detected: Value '$text' at 'functionName' failed to satisfy constraint: Member must have " +
            "length less than or equal to ${LambdaLimits.NAME}",
    )
}

private fun check(request: CreateFunctionRequest) {
    if (request.packageType == "Image") {
        if (request.code.imageUri == null) {
            throw LambdaFaults.invalid("Please provide ImageUri when creating a function with packageType Image.")
        }
    } else {
        if (request.code.imageUri != null) {
            throw LambdaFaults.invalid("Please don't provide ImageUri when creating a function with packageType Zip.")
        }
        request.runtime?.let(Runtimes::check)
        if (request.runtime == null || request.handler == null) {
            throw LambdaFaults.invalid(
                "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
            )
        }
    }
    checkTimeout(request.timeout)
    checkEnvironment(request.environment?.variables)
    checkSnapStart(request.snapStart, request.runtime)
    checkTags(request.tags)
}

private fun make(
    name: FunctionName,
    request: CreateFunctionRequest,
    code: UploadedCode,
    call: LambdaCall,
): LambdaFunction {
    val latest =
        FunctionVersion(
            role = request.role,
            codeSha256 = code.sha256,
            codeSize = code.size,
            lastModified = call.now(),
            revisionId = call.ids.uuid(),
            runtime = request.runtime,
            handler = request.handler,
            description = request.description.orEmpty(),
            timeout = request.timeout ?: 3,
            memorySize = request.memorySize ?: LEAST_MEMORY,
            packageType = request.packageType ?: "Zip",
            imageUri = request.code.imageUri,
            environment = request.environment?.let { it.variables.orEmpty() },
            vpcConfig = request.vpcConfig,
            deadLetterArn = request.deadLetterConfig?.targetArn?.ifEmpty { null },
            kmsKeyArn = request.kmsKeyArn?.ifEmpty { null },
            tracing = request.tracingConfig?.mode ?: "PassThrough",
            fileSystems = request.fileSystemConfigs,
            imageConfig = request.imageConfig,
            architectures = request.architectures ?: listOf("x86_64"),
            ephemeralStorage = request.ephemeralStorage?.size ?: LEAST_STORAGE,
            snapStart = request.snapStart?.applyOn ?: "None",
            logging = request.loggingConfig ?: LoggingConfig(),
            durable = request.durableConfig,
            tenancy = request.tenancyConfig,
            codePlace = code.place,
        )
    val function =
        LambdaFunction(
            name.name,
            name.arn,
            latest,
            tags = request.tags,
            codeSigningConfigArn = request.codeSigningConfigArn,
        )
    return if (request.publish) function.publishing(call, null) else function
}

private const val LEAST_MEMORY = 128
private const val LEAST_STORAGE = 512
