package io.mockaws.wire.http

/**
 * HTTP header fields in the order in which they were written. Names compare without regard to case
 * (RFC 9110, 5.1), a name may occur more than once. Immutable.
 */
public class Headers private constructor(
    private val pairs: Array<String>,
) : Iterable<Pair<String, String>> {
    /** How many fields there are; a name that occurs twice counts twice. */
    public val size: Int get() = pairs.size / 2

    /** The first value of [name], or null. */
    public operator fun get(name: String): String? {
        for (i in pairs.indices step 2) if (pairs[i].equals(name, ignoreCase = true)) return pairs[i + 1]
        return null
    }

    /** All values of [name], in order. */
    public fun all(name: String): List<String> =
        buildList {
            for (i in pairs.indices step 2) if (pairs[i].equals(name, ignoreCase = true)) add(pairs[i + 1])
        }

    /** Whether [name] occurs. */
    public operator fun contains(name: String): Boolean = get(name) != null

    /** Calls [action] with the name and value of each field, without allocating. */
    public inline fun forEachField(action: (name: String, value: String) -> Unit) {
        for (i in 0 until size) action(nameAt(i), valueAt(i))
    }

    /** The name of the field at [index], as it was written. */
    public fun nameAt(index: Int): String = pairs[index * 2]

    /** The value of the field at [index]. */
    public fun valueAt(index: Int): String = pairs[index * 2 + 1]

    override fun iterator(): Iterator<Pair<String, String>> = (0 until size).map {
        nameAt(it) to valueAt(it)
    }.iterator()

    /** A copy with [name] set to [value], in place of every earlier value of that name. */
    public fun with(
        name: String,
        value: String,
    ): Headers = builder().addAll(this).set(name, value).build()

    override fun toString(): String = joinToString("\n") { (name, value) -> "$name: $value" }

    /** Collects header fields. Not safe for use by several threads. */
    public class Builder {
        private val pairs = ArrayList<String>(TYPICAL)

        /** Adds a field behind those that are there. */
        public fun add(
            name: String,
            value: String,
        ): Builder =
            apply {
                pairs.add(name)
                pairs.add(value)
            }

        /** Adds every field of [headers]. */
        public fun addAll(headers: Headers): Builder = apply { pairs.addAll(headers.pairs) }

        /** Puts one field in place of all of that name. */
        public fun set(
            name: String,
            value: String,
        ): Builder = remove(name).add(name, value)

        /** Takes every field of that name away. */
        public fun remove(name: String): Builder =
            apply {
                for (i in pairs.size - 2 downTo 0 step 2) {
                    if (pairs[i].equals(name, ignoreCase = true)) {
                        pairs.removeAt(i + 1)
                        pairs.removeAt(i)
                    }
                }
            }

        /** The fields collected so far. */
        public fun build(): Headers = if (pairs.isEmpty()) Empty else Headers(pairs.toTypedArray())
    }

    public companion object {
        /** Names and values of what an SDK sends. */
        private const val TYPICAL = 32

        /** No fields. */
        @JvmField
        public val Empty: Headers = Headers(emptyArray())

        /** A new, empty builder. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** The fields given as pairs of name and value. */
        public fun of(vararg fields: Pair<String, String>): Headers =
            builder().apply { fields.forEach { (name, value) -> add(name, value) } }.build()
    }
}
