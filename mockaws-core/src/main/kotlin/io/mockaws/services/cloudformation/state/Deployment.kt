package io.mockaws.services.cloudformation.state

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Work on a stack that has begun and not ended. */
@Serializable
internal data class Deployment(
    val kind: Kind,
    val phase: Phase,
    /** What the stack shall be; null where it shall be gone. */
    val target: StackDefinition? = null,
    /** What it had before, to go back to. */
    val before: Map<String, StackResource> = emptyMap(),
    /** What it was before. */
    val former: StackDefinition? = null,
    /** Logical ids of which nothing is left to do in this phase. */
    val done: Set<String> = emptySet(),
    /** What has to be removed, the first one first. */
    val leftovers: List<StackResource> = emptyList(),
    /** What waits for an answer from outside, by logical id. */
    val waiting: Map<String, Wait> = emptyMap(),
    val failed: List<String> = emptyList(),
    val onFailure: String = ROLLBACK,
    val retained: Set<String> = emptySet(),
    val token: String? = null,
    /** Whether it takes over what is there already. */
    val isImport: Boolean = false,
) {
    enum class Kind { CREATE, UPDATE, DELETE, CREATE_ROLLBACK, UPDATE_ROLLBACK }

    enum class Phase { MAKE, CLEAN }

    companion object {
        const val ROLLBACK: String = "ROLLBACK"
        const val DELETE: String = "DELETE"
        const val DO_NOTHING: String = "DO_NOTHING"
    }
}

/** What a resource waits for. */
@Serializable
internal data class Wait(
    /** By what the answer finds it: the id of a request, the name of a handle, a stack. */
    val key: String,
    /** When it has waited for too long. */
    val deadline: Instant,
    /** When to look whether the answer is there; null while somebody does. */
    val until: Instant? = deadline,
)
