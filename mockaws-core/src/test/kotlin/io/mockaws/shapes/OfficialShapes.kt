package io.mockaws.shapes

import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.protocols.core.OperationInfo
import java.lang.reflect.Modifier

/** A service as the Java SDK's own metadata describes it. */
internal class OfficialService(
    private val id: String,
) {
    private val packageName = "software.amazon.awssdk.services." + id.lowercase().replace(Regex("[^a-z0-9]"), "")

    private val client: Class<*> =
        listOf("${id}Client", "${id.replace("DB", "Db")}Client", "${id.lowercase().replaceFirstChar { it.uppercase() }}Client")
            .firstNotNullOf { runCatching { Class.forName("$packageName.$it") }.getOrNull() }

    /** Every operation of the service, by AWS's name. */
    val operations: Set<String> =
        client.methods
            .filter { it.parameterCount >= 1 && it.parameterTypes[0].simpleName.endsWith("Request") }
            .filter { SdkPojo::class.java.isAssignableFrom(it.parameterTypes[0]) }
            .map { it.parameterTypes[0].simpleName.removeSuffix("Request") }
            .toSortedSet()

    fun input(operation: String): OfficialShape = shape("${operation}Request")

    fun output(operation: String): OfficialShape = shape("${operation}Response")

    /** Method, target and path as the SDK's marshaller has them. */
    fun binding(operation: String): OperationInfo {
        val marshaller = Class.forName("$packageName.transform.${operation}RequestMarshaller")
        val field = marshaller.declaredFields.single { it.type == OperationInfo::class.java && Modifier.isStatic(it.modifiers) }
        field.isAccessible = true
        return field.get(null) as OperationInfo
    }

    private fun shape(name: String): OfficialShape {
        val builder = Class.forName("$packageName.model.$name").getMethod("builder").invoke(null)
        return OfficialShape(builder as SdkPojo)
    }
}

/** The members of one structure. */
internal class OfficialShape(
    pojo: SdkPojo,
) {
    /** By AWS's names; the SDK renames the one that would not do for a method of a class, DynamoDB's `NULL`. */
    val members: Map<String, SdkField<*>> =
        pojo.sdkFields().associateBy { if (it.memberName() == "NUL") it.locationName() else it.memberName() }
}
