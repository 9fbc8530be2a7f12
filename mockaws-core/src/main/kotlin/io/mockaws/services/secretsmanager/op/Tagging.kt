package io.mockaws.services.secretsmanager.op

import io.mockaws.kit.TagRules
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.changeable
import kotlinx.serialization.Serializable

@Serializable
internal data class TagResourceRequest(
    val secretId: String,
    val tags: List<Tag>,
)

@Serializable
internal data class UntagResourceRequest(
    val secretId: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: SecretsCall,
) {
    call.changeable(request.secretId).change { it.copy(tags = taggedBy(it.tags.orEmpty(), request.tags)) }
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: SecretsCall,
) {
    call.changeable(request.secretId).change { secret ->
        secret.copy(tags = secret.tags?.minus(request.tagKeys.toSet()))
    }
}

internal fun taggedBy(
    existing: Map<String, String>,
    tags: List<Tag>,
): Map<String, String> {
    val violation = TagRules.violation(existing, tags.map { it.key to it.value.orEmpty() })
    if (violation != null) {
        throw SecretsManagerFaults.invalidParameter(
            when (violation.problem) {
                TagRules.Problem.TOO_MANY -> "A secret can't have more than ${TagRules.MOST} tags."
                TagRules.Problem.REPEATED -> "The tag key ${violation.key} is used more than once."
                TagRules.Problem.RESERVED -> "Tag keys that begin with aws: are reserved for AWS."
                else -> "The tag with the key ${violation.key} is invalid."
            },
        )
    }
    return existing + tags.associate { it.key.orEmpty() to it.value.orEmpty() }
}
