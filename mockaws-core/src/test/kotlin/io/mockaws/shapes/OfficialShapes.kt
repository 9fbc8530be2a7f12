package io.mockaws.shapes

import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.protocols.core.OperationInfo
import java.lang.reflect.Modifier

/** A service as the Java SDK's own metadata describes it. */
internal class OfficialService(
    private val id: String,
) {
    private val name = id.filter { it.isLetterOrDigit() }

    /** DynamoDB Streams shares the shapes of DynamoDB, but has clients and marshallers of its own. */
    private val shapes = "software.amazon.awssdk.services." + name.lowercase().removeSuffix("streams")
    private val packageName = if (name.endsWith("Streams")) "$shapes.streams" else shapes

    private val capitalized = name.lowercase().replaceFirstChar { it.uppercase() }

    /** `ApiGateway` of `API Gateway`. */
    private val words = id.split(' ').joinToString("") { it.lowercase().replaceFirstChar(Char::uppercase) }

    private val prefix: String =
        listOf(words, name, name.replace("DB", "Db"), capitalized, capitalized.replace("v2", "V2"))
            .first { runCatching { Class.forName("$packageName.${it}Client") }.isSuccess }

    /** Event streams are the asynchronous client's alone. */
    private val clients = listOf("Client", "AsyncClient").map { Class.forName("$packageName.$prefix$it") }

    /** What Java calls each operation, by AWS's name: `AssumeRoleWithSaml` for `AssumeRoleWithSAML`. */
    private val javaNames: Map<String, String> =
        clients
            .flatMap { it.methods.toList() }
            .filter { it.parameterCount >= 1 && it.parameterTypes[0].simpleName.endsWith("Request") }
            .filter { SdkPojo::class.java.isAssignableFrom(it.parameterTypes[0]) }
            .map { it.parameterTypes[0].simpleName.removeSuffix("Request") }
            .toSortedSet()
            .associateBy { info(it).operationIdentifier()?.substringAfterLast('.') ?: it }

    /** Every operation of the service, by AWS's name. */
    val operations: Set<String> get() = javaNames.keys

    fun input(operation: String): OfficialShape = shape("${javaNames.getValue(operation)}Request")

    fun output(operation: String): OfficialShape = shape("${javaNames.getValue(operation)}Response")

    /** Method, target and path as the SDK's marshaller has them. */
    fun binding(operation: String): OperationInfo = info(javaNames.getValue(operation))

    private fun info(javaName: String): OperationInfo {
        val marshaller = Class.forName("$packageName.transform.${javaName}RequestMarshaller")
        val field = marshaller.declaredFields.single { it.type == OperationInfo::class.java && Modifier.isStatic(it.modifiers) }
        field.isAccessible = true
        return field.get(null) as OperationInfo
    }

    private fun shape(name: String): OfficialShape {
        val builder = Class.forName("$shapes.model.$name").getMethod("builder").invoke(null)
        return OfficialShape(builder as SdkPojo, isOfSns = id == "SNS")
    }
}

/** The members of one structure. */
internal class OfficialShape(
    pojo: SdkPojo,
    isOfSns: Boolean = false,
) {
    private val names = if (isOfSns) RENAMED + SINGULAR else RENAMED

    /** By AWS's name: the SDK calls a few members otherwise (`NUL`, `DestinationBucket`), but not on the wire. */
    val members: Map<String, SdkField<*>> = pojo.sdkFields().associateBy { names[it.memberName()] ?: it.memberName() }

    private companion object {
        val RENAMED =
            mapOf(
                "NUL" to "NULL",
                "DestinationBucket" to "Bucket",
                "DestinationKey" to "Key",
                "stackStatusFilters" to "StackStatusFilter",
            )

        /** SNS's lists, which SQS and IAM have in the plural on the wire, too. */
        val SINGULAR = mapOf("AWSAccountIds" to "AWSAccountId", "ActionNames" to "ActionName")
    }
}
