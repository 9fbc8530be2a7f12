package io.mockaws.testing

import io.mockaws.engine.ServiceEntry

/** A call that has come in and is not answered yet: what a test looks at to decide what becomes of it. */
public open class IncomingCall internal constructor(
    internal val entry: ServiceEntry<*>,
    /** The operation as AWS names it: `SendMessage`. */
    @get:JvmName("operation")
    public val operation: String,
    /** The region that the call was signed for. */
    @get:JvmName("region")
    public val region: String,
    /** The account of the caller, twelve digits. */
    @get:JvmName("account")
    public val account: String,
    /** Which attempt of the SDK this is, from 1 on. */
    @get:JvmName("attempt")
    public val attempt: Int,
    /** Members of the request that the backend does not know. They are not in [input]. */
    @get:JvmName("notHonoured")
    public val notHonoured: List<String>,
    makeInput: () -> Map<String, Any?>,
) {
    /** The name of the service: `sqs`. */
    @get:JvmName("service")
    public val service: String get() = entry.service.shape.name

    /** What the caller sent, by AWS's own names and in the form of [Call.input]. */
    @get:JvmName("input")
    public val input: Map<String, Any?> by lazy(LazyThreadSafetyMode.PUBLICATION, makeInput)

    override fun toString(): String = "$service:$operation $input"
}
