package io.mockaws.engine

/** Who keeps objects, as services meet it that read them for their callers. */
internal fun interface ObjectStore {
    /**
     * The content of the object at [key] of [bucket], of its latest version or of [version].
     *
     * @throws AwsFault as who keeps it says when there is none
     */
    suspend fun read(
        bucket: String,
        key: String,
        version: String?,
        call: CallContext<*>,
    ): ByteArray
}
