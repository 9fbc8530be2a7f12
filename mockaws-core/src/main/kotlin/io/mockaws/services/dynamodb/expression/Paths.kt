package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes

/** A document path with its placeholders replaced: names are strings, list indexes are longs. */
internal class DocumentPath(
    val elements: List<Any>,
) {
    val head: String get() = elements[0] as String
    val isNested: Boolean get() = elements.size > 1

    fun resolve(item: Attributes): AttributeValue? {
        var value = item[head] ?: return null
        for (i in 1 until elements.size) {
            val element = elements[i]
            value =
                if (element is Long) {
                    (value as? AttributeValue.L)?.values?.elementAt(element)
                } else {
                    (value as? AttributeValue.M)?.values?.get(element)
                } ?: return null
        }
        return value
    }

    override fun equals(other: Any?): Boolean = other is DocumentPath && elements == other.elements

    override fun hashCode(): Int = elements.hashCode()

    override fun toString(): String = elements.joinToString(", ", "[", "]") {
        if (it is Long) "[$it]" else it.toString()
    }
}

/** The index that [text] writes of a list; null for one that expressions do not know. */
internal fun listIndex(text: String): Long? = text.toLongOrNull()?.takeIf { it in 0..DynamoDbLimits.LIST_INDEX }

internal fun indexOutOfRange(text: String): String =
    "List index is not within the allowable range; index: [$text]"

/** Null where the list ends before [index]. */
internal fun List<AttributeValue>.elementAt(index: Long): AttributeValue? =
    if (index < size) this[index.toInt()] else null

/**
 * Paths that were found not to overlap or conflict, as a tree: a node has either children by name, or children by
 * index, or is where one of the paths ends.
 */
internal class PathTree<T : Any> {
    val children: MutableMap<Any, PathTree<T>> = LinkedHashMap()
    var leaf: T? = null
        private set

    fun add(
        path: DocumentPath,
        value: T,
    ) {
        path.elements.fold(this) { node, element -> node.children.getOrPut(element) { PathTree() } }.leaf = value
    }
}

/** What is wrong with one path beside another, in AWS's order: overlaps anywhere come before conflicts. */
internal fun checkPaths(paths: List<DocumentPath>) {
    var conflict: String? = null
    for (i in paths.indices) {
        for (j in 0 until i) {
            val problem = clash(paths[j], paths[i]) ?: continue
            if (problem.startsWith(OVERLAP)) throw InvalidExpression(problem)
            conflict = conflict ?: problem
        }
    }
    if (conflict != null) throw InvalidExpression(conflict)
}

private fun clash(
    one: DocumentPath,
    two: DocumentPath,
): String? {
    val rest = "must remove or rewrite one of these paths; path one: $one, path two: $two"
    for (i in 0 until minOf(one.elements.size, two.elements.size)) {
        val a = one.elements[i]
        val b = two.elements[i]
        if ((a is Long) != (b is Long)) return "Two document paths conflict with each other; $rest"
        if (a != b) return null
    }
    return "$OVERLAP; $rest"
}

private const val OVERLAP = "Two document paths overlap with each other"

/** What is shown of an item. */
internal interface ItemProjection {
    val paths: List<DocumentPath>

    fun of(item: Attributes): Attributes
}

/** The part of an item that a projection names. */
internal class ProjectionTree(
    override val paths: List<DocumentPath>,
) : ItemProjection {
    private val tree = PathTree<Unit>().apply { paths.forEach { add(it, Unit) } }

    override fun of(item: Attributes): Attributes {
        val picked = LinkedHashMap<String, AttributeValue>()
        for ((name, child) in tree.children) {
            val value = item[name as String] ?: continue
            pick(value, child)?.let { picked[name] = it }
        }
        return picked
    }

    private fun pick(
        value: AttributeValue,
        node: PathTree<Unit>,
    ): AttributeValue? {
        if (node.leaf != null) return value
        return when (value) {
            is AttributeValue.M -> {
                val picked = LinkedHashMap<String, AttributeValue>()
                for ((name, child) in node.children) {
                    val member = (name as? String)?.let { value.values[it] } ?: continue
                    pick(member, child)?.let { picked[name] = it }
                }
                if (picked.isEmpty()) null else AttributeValue.M(picked)
            }

            is AttributeValue.L -> {
                val indexes = node.children.keys.filterIsInstance<Long>().sorted()
                val picked = indexes.mapNotNull { i ->
                    value.values.elementAt(i)?.let { pick(it, node.children.getValue(i)) }
                }
                if (picked.isEmpty()) null else AttributeValue.L(picked)
            }

            else -> null
        }
    }
}
