package io.mockaws.engine.access

import io.mockaws.engine.CallContext
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide

/** Who knows what resources of all services say of who may do what with them. */
internal fun interface Resources {
    /** What says something of [need], which is of another service than [call], on the side of its resource. */
    fun sideOf(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<*>,
    ): ResourceSide
}

/** Something that whoever makes a call has to be allowed to do. */
internal class Need(
    /** With its service: `s3:GetObject`. */
    val action: String,
    /** An ARN, or `*` where the action is about no one thing. */
    val resource: String,
    /** Condition keys in small letters that hold for this and not for the whole call. */
    val keys: Map<String, List<String>> = emptyMap(),
) {
    override fun toString(): String = "$action on $resource"

    companion object {
        /** In place of an ARN. */
        const val ANY: String = "*"
    }
}
