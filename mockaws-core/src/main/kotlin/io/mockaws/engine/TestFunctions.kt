package io.mockaws.engine

import java.util.concurrent.ConcurrentHashMap

/**
 * Code of the test's that services call where AWS would invoke a function of AWS Lambda, by what it is for. It is no
 * state: it is not saved, and a fork has what its mock had.
 */
internal class TestFunctions private constructor(
    private val functions: ConcurrentHashMap<String, Any>,
) {
    constructor() : this(ConcurrentHashMap())

    operator fun get(key: String): Any? = functions[key]

    operator fun set(
        key: String,
        function: Any,
    ) {
        functions[key] = function
    }

    fun remove(key: String) {
        functions.remove(key)
    }

    fun copy(): TestFunctions = TestFunctions(ConcurrentHashMap(functions))

    fun clear() = functions.clear()

    /** Gives what puts everything back as it is now. */
    fun keep(): () -> Unit {
        val kept = HashMap(functions)
        return {
            functions.keys.retainAll(kept.keys)
            functions.putAll(kept)
        }
    }
}
