package io.mockaws.testing

import io.mockaws.wire.ServiceShape
import kotlinx.serialization.descriptors.SerialDescriptor

/** What the classes of one SDK hold. Each SDK that is on the class path has one of these. */
internal interface SdkTypes {
    /**
     * What [value] holds: [io.mockaws.wire.codec.LooseMembers] of a structure (whose own values may be the SDK's again),
     * or a simple value; null when [value] is none of this SDK's.
     */
    fun read(value: Any): Any?

    /** The shape of an operation's output, where this SDK's classes tell it; null where they do not. */
    fun output(
        service: ServiceShape,
        operation: String,
    ): SerialDescriptor?

    /** The service's error that [failure] stands for; null when it is none of this SDK's. */
    fun error(failure: Throwable): SdkError?
}

/** A service's error as an SDK's exception has it; null for what it does not say. */
internal class SdkError(
    val code: String?,
    /** The name of the exception's class, which follows from the code; null for one that stands for all of a service's. */
    val className: String?,
    val message: String?,
    val status: Int?,
    /** The exception itself, where it has members: [SdkTypes.read] reads them. */
    val members: Any,
)
