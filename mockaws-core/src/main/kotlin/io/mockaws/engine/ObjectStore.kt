package io.mockaws.engine

import io.mockaws.engine.delivery.ServiceCall

/** Who keeps objects, as services meet it that read and write them. */
internal interface ObjectStore {
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

    /** The call that stores [content] at [key] of [bucket], as a service makes it at [place]. */
    fun storing(
        bucket: String,
        key: String,
        content: ByteArray,
        place: Place,
    ): ServiceCall<*>
}

/** Where nobody keeps objects. */
internal object NoObjects : ObjectStore {
    override suspend fun read(
        bucket: String,
        key: String,
        version: String?,
        call: CallContext<*>,
    ): ByteArray = throw noBucket()

    override fun storing(
        bucket: String,
        key: String,
        content: ByteArray,
        place: Place,
    ): ServiceCall<*> = throw noBucket()

    private fun noBucket() = AwsFault("NoSuchBucket", "The specified bucket does not exist")
}
