package io.mockaws.services.s3.settings

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.op.Tag
import kotlinx.serialization.Serializable

/** What filters of replications, analytics and tierings combine. */
@Serializable
internal data class PrefixAndTags(
    val prefix: String? = null,
    val tags: List<Tag> = emptyList(),
)

/** For the members of a structure of which S3 takes one at most. */
internal fun checkOnlyOne(vararg members: Any?) {
    if (members.count { it != null } > 1) throw S3Faults.malformedXml()
}
