package io.mockaws.sdk

/** Whether a call that no mock would answer may go out. One switch for the JVM, as the network is one. */
internal object RealCalls {
    @Volatile
    @JvmStatic
    @get:JvmName("areForbidden")
    var areForbidden: Boolean = false
}
