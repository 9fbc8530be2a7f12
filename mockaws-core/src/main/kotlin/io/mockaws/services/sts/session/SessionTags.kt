package io.mockaws.services.sts.session

import kotlinx.serialization.Serializable

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

/** The tags of a session: those that are asked for, and those that the calling session hands on. */
internal class SessionTags private constructor(
    val all: Map<String, String>,
    val transitive: Set<String>,
) {
    companion object {
        /**
         * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
         *
         * @throws io.mockaws.engine.AwsFault in words that were recorded of AWS
         */
        fun of(
            tags: List<Tag>,
            transitiveKeys: List<String>,
            calling: Session?,
        ): SessionTags {
            val keys = tags.map { it.key.lowercase() }
            if (keys.toSet().size < keys.size) {
                throw StsFaults.invalidParameter(
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive."
                )
            }
            if (transitiveKeys.any { it.lowercase() !in keys }) {
                throw StsFaults.invalidParameter(
                    "The specified transitive tag key must be included in the requested tags."
                )
            }
            val handedOn = calling?.tags.orEmpty().filterKeys { it in calling?.transitiveTags.orEmpty() }
            if (handedOn.keys.any { it.lowercase() in keys }) {
                throw StsFaults.invalidParameter(
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive " +
                        "tag key from the calling session."
                )
            }
            val own = tags.associate { it.key to it.value }
            val goOn = transitiveKeys.mapTo(HashSet()) { it.lowercase() }
            return SessionTags(handedOn + own, handedOn.keys + own.keys.filter { it.lowercase() in goOn })
        }
    }
}
