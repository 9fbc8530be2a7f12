package io.mockaws.model

import io.mockaws.wire.codec.WedSerializer
import kotlinx.serialization.KSerializer
import java.util.concurrent.ConcurrentHashMap

/**
 * AWS's model of one service, read from `io/mockaws/models/NAME.model`. Lines are found when the model is loaded and
 * understood when they are asked for. Immutable; one for the JVM.
 */
internal class ServiceModel(
    val facts: ServiceFacts,
    private val lines: ModelLines,
) {
    private val operations = ConcurrentHashMap<String, OperationModel>()
    private val shapes = ConcurrentHashMap<String, ShapeModel>()
    private val parser = ModelParser(::shape)

    /** The namespace of its XML answers; null for none. */
    val xmlNamespace: String? = lines.head.firstOrNull { it.startsWith("ns=") }?.substring("ns=".length)

    /** Whether there is one of it for all regions: IAM, Route 53. */
    val isGlobal: Boolean = lines.head.any { it.startsWith("global=") }

    /** Its shapes as codecs see them. */
    val descriptors: ModelDescriptors = ModelDescriptors(this)

    /** The names of all operations, in alphabetical order. */
    val operationNames: Set<String> get() = lines.operations.keys

    fun operation(name: String): OperationModel? {
        operations[name]?.let { return it }
        val line = lines.operations[name] ?: return null
        return operations.computeIfAbsent(name) { parser.operation(lines.fields(line)) }
    }

    /** All of them, in alphabetical order. Reads each: [operation] is cheaper. */
    fun operations(): List<OperationModel> = operationNames.map { operation(it)!! }

    /** The shape [name], or the simple type that is called so. */
    fun shape(name: String): ShapeModel {
        ScalarModel.plain[name]?.let { return it }
        shapes[name]?.let { return it }
        val line = requireNotNull(lines.shapes[name]) { "The model of ${facts.name} has no shape $name" }
        return shapes.computeIfAbsent(name) { parser.shape(lines.fields(line)) }
    }

    /** The structure [name], or null where the service has none of that name. */
    fun structure(name: String): StructureModel? =
        if (name in lines.shapes) shape(name) as? StructureModel else null

    /** [own], the serializer of a class, by the names of the shape [name]: that of the union of an event stream, say. */
    fun <T> wed(
        own: KSerializer<T>,
        name: String,
    ): KSerializer<T> = WedSerializer(own, descriptors.of(shape(name)))

    /** All of its errors. */
    val allErrors: List<StructureModel> by lazy(LazyThreadSafetyMode.PUBLICATION) {
        lines.errors().map { shape(it) as StructureModel }
    }

    override fun toString(): String = facts.name
}
