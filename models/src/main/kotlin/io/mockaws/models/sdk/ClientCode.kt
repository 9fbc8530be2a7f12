package io.mockaws.models.sdk

/** What a client's byte code tells, the blocking one's and the asynchronous one's together. */
internal class ClientCode(
    jar: ServiceJar,
    client: String,
) {
    private val blocking = jar.code(client)
    private val asynchronous = jar.code(client.removeSuffix("Client") + "AsyncClient")
    private val methods = blocking + asynchronous

    val serviceId: String = methods.firstNotNullOf { it.textAfter("SERVICE_ID") }

    val isQueryCompatible: Boolean = methods.any { it.calls("hasAwsQueryCompatible") }

    val protocol: String = protocol()

    /** By name; what the asynchronous client alone has is an exchange of event streams. */
    val operations: Map<String, OperationCode> =
        methods
            .mapNotNull { method -> method.textAfter("OPERATION_NAME")?.let { OperationCode(it, method) } }
            .associateByTo(sortedMapOf()) { it.name }

    /** By the class of the exception. */
    val errors: Map<String, ErrorCode> = methods.flatMap(::errors).associateBy { it.exception }

    private fun protocol(): String {
        val calls =
            methods
                .flatMap { it.steps }
                .filterIsInstance<Step.Call>()
                .mapTo(HashSet()) { it.owner.substringAfterLast('/').substringBefore('$') }
        val version = methods.firstNotNullOfOrNull { it.textAfter("AWS_JSON") }
        return when {
            "SmithyRpcV2CborProtocolFactory" in calls -> "rpcv2Cbor"
            "AwsCborProtocolFactory" in calls -> "awsJson1_1Cbor"
            methods.any { it.reads("AWS_JSON") } -> if (version == "1.1") "awsJson1_1" else "awsJson1_0"
            methods.any { it.reads("REST_JSON") } -> "restJson1"
            "AwsEc2ProtocolFactory" in calls -> "ec2Query"
            "AwsQueryProtocolFactory" in calls -> "awsQuery"
            "AwsXmlProtocolFactory" in calls || "AwsS3ProtocolFactory" in calls -> "restXml"
            else -> error("$serviceId: which protocol?")
        }
    }
}

internal class OperationCode(
    val name: String,
    method: MethodCode,
) {
    val method: String = method.name

    /** The class of the request, in byte code's spelling. */
    val request: String = method.descriptor.substringAfter("(L").substringBefore(';')

    val needsChecksum: Boolean = method.reads("HTTP_CHECKSUM_REQUIRED")

    val hostPrefix: String? = if (method.calls("hostPrefixExpression")) method.textsAfter("OPERATION_NAME")[1] else null
}

internal data class ErrorCode(
    val exception: String,
    val code: String,
    val status: Int?,
) {
    val className: String get() = exception.substringAfterLast('/')
}

/** The exceptions that a method registers or tells apart, each with its code and, where it has one, its status. */
private fun errors(method: MethodCode): List<ErrorCode> {
    val errors = ArrayList<ErrorCode>()
    var text = ""
    var number = 0
    var lambda = ""
    var code: String? = null
    var exception = ""
    var status: Int? = null
    for (step in method.steps) {
        when (step) {
            is Step.Text -> text = step.value

            is Step.Number -> number = step.value

            is Step.Lambda -> lambda = step.owner

            is Step.Get -> {}

            is Step.Call ->
                when (step.name.takeIf { step.owner.endsWith("/ExceptionMetadata\$Builder") }) {
                    "errorCode" -> code = text

                    "exceptionBuilderSupplier" -> exception = lambda

                    "httpStatusCode" -> status = number

                    "build" -> {
                        code?.let { errors += ErrorCode(exception, it, status) }
                        code = null
                        status = null
                    }

                    null -> {}
                }
        }
    }
    return errors
}
