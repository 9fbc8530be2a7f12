package io.mockaws.models.sdk

import io.mockaws.models.ListShape
import io.mockaws.models.MapShape
import io.mockaws.models.Member
import io.mockaws.models.Scalar
import io.mockaws.models.Service
import io.mockaws.models.Shape
import io.mockaws.models.Structure
import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.core.protocol.MarshallingType
import software.amazon.awssdk.core.traits.ListTrait
import software.amazon.awssdk.core.traits.MapTrait
import software.amazon.awssdk.core.traits.TimestampFormatTrait
import java.lang.reflect.Method
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type

/** Makes shapes of the classes of a service's `model` package: each structure is called by its class. */
internal class ShapeReader(
    private val service: Service,
    private val isEc2: Boolean,
    /** What structures are called that are not called by their classes. */
    private val names: Map<String, String>,
) {
    /** The class of each structure, to read it once. */
    private val read = HashSet<Class<*>>()

    /** The getters of the structure that is read, by their names in plain letters. */
    private val getters = HashMap<Class<*>, Map<String, Method>>()

    /** The name of the structure that [type] is. */
    fun structure(type: Class<*>): String {
        val name = names[type.simpleName] ?: type.simpleName
        if (!read.add(type)) return name
        val structure = Structure(name)
        add(structure)
        if (type.declaredClasses.any { it.simpleName == "Type" && it.isEnum }) structure.facts["union"] = null
        for (field in fields(type)) {
            val target = target(field, getterType(type, field.memberName()))
            structure.members[field.memberName()] = Member(field.memberName(), target, memberTraits(field, isEc2))
        }
        return name
    }

    private fun target(
        field: SdkField<*>,
        type: Type?,
    ): String =
        when (field.marshallingType()) {
            MarshallingType.SDK_POJO -> structure(field.constructor().get().javaClass.enclosingClass)
            MarshallingType.LIST -> list(field.getTrait(ListTrait::class.java), type)
            MarshallingType.MAP -> map(field.getTrait(MapTrait::class.java), type)
            MarshallingType.STRING -> enum(type as? Class<*>) ?: "string"
            else -> SCALARS[field.marshallingType()] ?: error("${field.memberName()}: ${field.marshallingType()}")
        }

    private fun list(
        trait: ListTrait,
        type: Type?,
    ): String {
        val target = element(trait.memberFieldInfo(), argument(type, 0))
        val list = ListShape(capital(target) + "List", target)
        if (trait.isFlattened) list.traits["f"] = null
        trait.memberLocationName()?.takeUnless { it == "member" }?.let { list.traits["n"] = it }
        return unique(list)
    }

    private fun map(
        trait: MapTrait,
        type: Type?,
    ): String {
        val key = enum(argument(type, 0) as? Class<*>) ?: "string"
        val value = element(trait.valueFieldInfo(), argument(type, 1))
        val map = MapShape(capital(key) + "To" + capital(value) + "Map", key, value)
        if (trait.isFlattened) map.traits["f"] = null
        trait.keyLocationName()?.takeUnless { it == "key" }?.let { map.traits["k"] = it }
        trait.valueLocationName()?.takeUnless { it == "value" }?.let { map.traits["v"] = it }
        return unique(map)
    }

    /** The format of a time in a list or a map has no member to stand at. */
    private fun element(
        field: SdkField<*>,
        type: Type?,
    ): String {
        val format = field.getTrait(TimestampFormatTrait::class.java) ?: return target(field, type)
        val name = timestampFormat(format.format())
        return unique(Scalar("Timestamp" + capital(name), "timestamp").apply { traits["t"] = name })
    }

    private fun enum(type: Class<*>?): String? {
        if (type?.isEnum != true) return null
        val values =
            try {
                type.getMethod("knownValues").invoke(null) as Set<*>
            } catch (_: LinkageError) {
                // An enum of Glue's has the value "null", which its class takes for none and refuses.
                System.err.println("${service.id}: the values of ${type.simpleName} cannot be read")
                return null
            }
        return unique(Scalar(type.simpleName, "string").apply { values.mapTo(this.values) { it.toString() } })
    }

    /** The name of [shape], or of one that is the same but for its name. */
    private fun unique(shape: Shape): String {
        var number = 1
        while (true) {
            val candidate = if (number == 1) shape.name else shape.name + number
            val there = service.shapes[candidate]
            if (there == null) service.shapes[candidate] = shape.named(candidate)
            if (there == null || isSame(there, shape)) return candidate
            number++
        }
    }

    /** What the getter beside `xxxAsString` returns, which tells an enum from a string. */
    private fun getterType(
        type: Class<*>,
        member: String,
    ): Type? {
        val getters =
            getters.getOrPut(type) {
                type.declaredMethods.filter { it.parameterCount == 0 }.associateBy { plain(it.name) }
            }
        return (getters[plain(member)] ?: getters[plain(member) + "value"])?.genericReturnType
    }

    private fun add(structure: Structure) {
        val clash = service.shapes.put(structure.name, structure)
        check(clash == null) { "${service.id}: two shapes are called ${structure.name}" }
    }
}

internal fun isSame(
    one: Shape,
    other: Shape,
): Boolean =
    when (one) {
        is Structure -> one === other

        is ListShape -> other is ListShape && one.target == other.target && one.traits == other.traits

        is MapShape -> other is MapShape && one.targets == other.targets && one.traits == other.traits

        is Scalar ->
            other is Scalar && one.kind == other.kind && one.traits == other.traits &&
                one.values == other.values
    }

internal fun fields(type: Class<*>): List<SdkField<*>> {
    val field = type.declaredFields.firstOrNull { it.name == "SDK_FIELDS" } ?: return emptyList()
    field.isAccessible = true
    @Suppress("UNCHECKED_CAST")
    return field.get(null) as List<SdkField<*>>
}

internal fun plain(name: String): String = name.lowercase().filter { it.isLetterOrDigit() }

internal fun argument(
    type: Type?,
    index: Int,
): Type? = (type as? ParameterizedType)?.actualTypeArguments?.getOrNull(index)

private fun capital(name: String) = name.replaceFirstChar(Char::uppercase)

private val SCALARS: Map<MarshallingType<*>, String> =
    mapOf(
        MarshallingType.INTEGER to "integer",
        MarshallingType.LONG to "long",
        MarshallingType.SHORT to "short",
        MarshallingType.BYTE to "byte",
        MarshallingType.FLOAT to "float",
        MarshallingType.DOUBLE to "double",
        MarshallingType.BIG_DECIMAL to "bigDecimal",
        MarshallingType.BOOLEAN to "boolean",
        MarshallingType.INSTANT to "timestamp",
        MarshallingType.SDK_BYTES to "blob",
        MarshallingType.DOCUMENT to "document",
    )
