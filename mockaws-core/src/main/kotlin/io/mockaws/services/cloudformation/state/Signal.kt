package io.mockaws.services.cloudformation.state

import kotlinx.serialization.Serializable

/** What somebody told a handle or a resource. */
@Serializable
internal data class Signal(
    val number: Long,
    /** The address that it came to, or the stack and the logical id. */
    val target: String,
    val uniqueId: String,
    val isSuccess: Boolean,
    val data: String? = null,
    val reason: String? = null,
)
