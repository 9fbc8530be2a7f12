package io.mockaws.models

import java.util.TreeMap
import java.util.TreeSet

/** One service, from whatever source. [facts] are those of a file's first line, by their keys. */
internal class Service(
    val facts: MutableMap<String, String?>,
    val operations: TreeMap<String, Operation> = TreeMap(),
    val shapes: TreeMap<String, Shape> = TreeMap(),
) {
    val id: String get() = facts.getValue("id")!!

    /** In Smithy's words, preferred first. */
    val protocols: List<String> get() = facts["protocols"].orEmpty().split(' ')

    val isRest: Boolean get() = protocols.any { it.startsWith("rest") }

    fun structure(name: String): Structure = shapes[name] as? Structure ?: error("$id: $name is no structure")
}

internal class Operation(
    val name: String,
    var method: String,
    var uri: String,
    var status: Int = 200,
    var input: String? = null,
    var output: String? = null,
    /** Names of shapes, in the order of the source. */
    val errors: MutableSet<String> = LinkedHashSet(),
    /** `inToken:outToken:result:limit`. */
    var pages: String? = null,
    var hostPrefix: String? = null,
    /** The header that tells this operation from another with the same method and URI. */
    var header: String? = null,
    /** `Root|namespace` of the request's document. */
    var root: String? = null,
    val flags: TreeSet<Char> = TreeSet(),
)

/** What a shape or a member is beside its name and target: keys as in the files, `null` for a bare key. */
internal typealias Traits = MutableMap<String, String?>

internal sealed interface Shape {
    val name: String

    /** The names or kinds that this shape refers to. */
    val targets: List<String>
}

internal class Structure(
    override val name: String,
    val members: MutableMap<String, Member> = LinkedHashMap(),
    val facts: Traits = LinkedHashMap(),
) : Shape {
    override val targets get() = members.values.map { it.target }
}

internal class Member(
    val name: String,
    var target: String,
    val traits: Traits = LinkedHashMap(),
)

internal class ListShape(
    override val name: String,
    var target: String,
    val traits: Traits = LinkedHashMap(),
) : Shape {
    override val targets get() = listOf(target)
}

internal class MapShape(
    override val name: String,
    var key: String,
    var value: String,
    val traits: Traits = LinkedHashMap(),
) : Shape {
    override val targets get() = listOf(key, value)
}

internal class Scalar(
    override val name: String,
    val kind: String,
    val traits: Traits = LinkedHashMap(),
    /** Empty where any value will do. */
    val values: MutableSet<String> = LinkedHashSet(),
) : Shape {
    override val targets get() = emptyList<String>()

    /** Nothing is said but its kind, not even by its name: `__string`, `Integer`. */
    val isBare: Boolean
        get() = traits.isEmpty() && values.isEmpty() &&
            name.lowercase().replace("_", "").trimEnd(Char::isDigit) == kind.lowercase()
}

/** What a target is called that has no shape of its own. */
internal val KINDS =
    setOf(
        "string",
        "integer",
        "long",
        "short",
        "byte",
        "boolean",
        "double",
        "float",
        "bigDecimal",
        "timestamp",
        "blob",
        "document",
    )
