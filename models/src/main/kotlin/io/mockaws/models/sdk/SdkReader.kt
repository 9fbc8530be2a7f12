package io.mockaws.models.sdk

import io.mockaws.models.Member
import io.mockaws.models.Operation
import io.mockaws.models.Service
import io.mockaws.models.Structure
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.protocols.core.OperationInfo
import software.amazon.awssdk.protocols.xml.AwsXmlProtocolFactory
import java.lang.reflect.Method

/** Reads the services of one module of the AWS SDK for Java v2 from its classes. */
internal fun readSdk(jar: ServiceJar): List<SdkService> = jar.clients.map { SdkReader(jar, it).read() }

/** A service whose structures are called by the SDK's classes, and the model's names of its exceptions. */
internal class SdkService(
    val service: Service,
    /** The codes of the exceptions, by the names of their structures. */
    val codes: Map<String, String>,
)

private class SdkReader(
    private val jar: ServiceJar,
    private val client: String,
) {
    private val code = ClientCode(jar, client)
    private val service = Service(facts())
    private val shapes = ShapeReader(service, code.protocol == "ec2Query", errorNames())
    private val streams = Streams(service, shapes)
    private val interfaceMethods: List<Method> =
        listOf(client.replace("/Default", "/"), client.replace("/Default", "/").removeSuffix("Client") + "AsyncClient")
            .mapNotNull(jar::loadIfThere)
            .flatMap { it.declaredMethods.toList() }

    fun read(): SdkService {
        for (operation in code.operations.values) service.operations[operation.name] = operation(operation)
        for (error in code.errors.values) error(error)
        val path = service.operations.values.firstNotNullOfOrNull { RPC_PATH.matchEntire(it.uri) }
        path?.let { service.facts["shape"] = it.groupValues[1] }
        val names = errorNames()
        return SdkService(service, code.errors.values.associate { (names[it.className] ?: it.className) to it.code })
    }

    /** Query alone gives errors codes of their own; elsewhere a code is the shape's name, which the class's is not. */
    private fun errorNames(): Map<String, String> =
        if (code.protocol.endsWith("Query")) emptyMap() else code.errors.values.associate { it.className to it.code }

    private fun facts(): MutableMap<String, String?> {
        val name = client.replace("/Default", "/").removeSuffix("Client")
        val type = jar.loadIfThere(name + "Client") ?: jar.load(name + "AsyncClient")
        return linkedMapOf<String, String?>(
            "id" to code.serviceId,
            "protocols" to code.protocol,
            "signing" to type.getField("SERVICE_NAME").get(null) as String,
            "endpoint" to type.getField("SERVICE_METADATA_ID").get(null) as String,
            "package" to
                client.substringBeforeLast('/').removePrefix("software/amazon/awssdk/services/").replace('/', '.'),
        ).apply { if (code.isQueryCompatible) put("queryCompatible", null) }
    }

    private fun operation(operationCode: OperationCode): Operation {
        val request = jar.load(operationCode.request)
        val response = jar.load(operationCode.request.removeSuffix("Request") + "Response")
        val info = info(request)
        val operation =
            Operation(
                operationCode.name,
                method = info.httpMethod().name,
                uri = info.requestUri(),
                input = shapes.structure(request),
                output = shapes.structure(response),
                hostPrefix = operationCode.hostPrefix,
            )
        info.operationIdentifier()?.takeIf { '.' in it }?.let { service.facts["target"] = it.substringBeforeLast('.') }
        info.apiVersion()?.let { service.facts["version"] = it }
        info.addtionalMetadata(AwsXmlProtocolFactory.ROOT_MARSHALL_LOCATION_ATTRIBUTE)?.let { root ->
            operation.root =
                root + "|" + info.addtionalMetadata(AwsXmlProtocolFactory.XML_NAMESPACE_ATTRIBUTE).orEmpty()
        }
        if (operationCode.needsChecksum) operation.flags += 'c'
        val methods =
            interfaceMethods.filter { it.name == operationCode.method && it.parameterTypes.firstOrNull() == request }
        if (methods.any { it.isAnnotationPresent(java.lang.Deprecated::class.java) }) operation.flags += 'd'
        val errors = methods.flatMap { it.exceptionTypes.toList() }.filter(::isModelled)
        errors.mapTo(operation.errors) { shapes.structure(it) }
        streams.add(operation, info, methods)
        operation.pages = pages(jar, client.substringBeforeLast('/'), request, response)
        return operation
    }

    private fun info(request: Class<*>): OperationInfo {
        val name = client.substringBeforeLast('/') + "/transform/" + request.simpleName + "Marshaller"
        val binding = jar.load(name).getDeclaredField("SDK_OPERATION_BINDING")
        binding.isAccessible = true
        return binding.get(null) as OperationInfo
    }

    private fun error(error: ErrorCode) {
        val type = jar.loadIfThere(error.exception) ?: return
        val structure = service.shapes.getValue(shapes.structure(type)) as Structure
        structure.facts["error"] = null
        error.status?.let { structure.facts["status"] = it.toString() }
        if (error.code != structure.name) structure.facts["code"] = error.code
        structure.facts[if ((error.status ?: 400) >= 500) "fault" else "sender"] = null
        val methods = type.declaredMethods.map { it.name }
        if ("isRetryableException" in methods || "isThrottlingException" in methods) structure.facts["retryable"] = null
        if (structure.members.keys.none { it.lowercase() == "message" }) {
            structure.members["message"] = Member("message", "string")
        }
    }
}

/** An error of the model; not the service's own base class, and not what every call may throw. */
private fun isModelled(type: Class<*>): Boolean =
    type.superclass != AwsServiceException::class.java && type.superclass?.superclass == AwsServiceException::class.java

private val RPC_PATH = Regex("/service/(\\w+)/operation/\\w+")
