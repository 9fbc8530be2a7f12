package io.mockaws.derive

/** Operations whose names look like those of a thing that is kept, and that work on data or run something. */
internal object DataPlane {
    private val DATA =
        "record event message item data sample segment datum telemetry object violation".split(' ').toSet()
    private val GIVING = setOf("put", "add", "publish", "upload")
    private val RUNNING = setOf("start", "run")
    private val RUN = setOf("query", "statement")

    fun isOne(name: OperationName): Boolean =
        (name.verb in GIVING && name.noun.lastOrNull() in DATA) || (name.verb in RUNNING && name.noun.any { it in RUN })
}
