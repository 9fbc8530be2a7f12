package io.mockaws.services.lambda.op

import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.mappings
import io.mockaws.services.lambda.state.put
import kotlinx.serialization.Serializable

@Serializable
internal data class TagResourceRequest(
    val resource: String,
    val tags: Map<String, String>,
)

@Serializable
internal data class UntagResourceRequest(
    val resource: String,
    val tagKeys: List<String>,
)

@Serializable
internal data class ListTagsRequest(
    val resource: String,
)

@Serializable
internal data class ListTagsResponse(
    val tags: Map<String, String>,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: LambdaCall,
) {
    if (request.tags.isEmpty()) throw LambdaFaults.invalid("An error occurred and the request cannot be processed.")
    call.changeTags(request.resource) { before -> (before + request.tags).also(::checkTags) }
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: LambdaCall,
) {
    if (request.tagKeys.isEmpty()) {
        throw LambdaFaults.validation(
            "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
        )
    }
    call.changeTags(request.resource) { it - request.tagKeys.toSet() }
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
internal fun listTags(
    request: ListTagsRequest,
    call: LambdaCall,
): ListTagsResponse {
    val (kind, name) = call.tagged(request.resource)
    val now = call.state.now
    val tags = if (kind == "function") now.functions[name]?.tags else now.mappings[name]?.tags
    return ListTagsResponse(tags ?: throw missing(kind, request.resource))
}

private fun LambdaCall.changeTags(
    arn: String,
    change: (Map<String, String>) -> Map<String, String>,
) {
    val (kind, name) = tagged(arn)
    state.write {
        if (kind == "function") {
            val function = functions[name] ?: throw missing(kind, arn)
            val latest = function.latest.copy(revisionId = ids.uuid())
            put(function.copy(tags = change(function.tags), latest = latest))
        } else {
            val mapping = mappings[name] ?: throw missing(kind, arn)
            put(mapping.copy(tags = change(mapping.tags)))
        }
    }
}

private fun missing(
    kind: String,
    arn: String,
) = if (kind == "function") {
    LambdaFaults.noFunction(arn)
} else {
    LambdaFaults.notFound("Event source mapping not found: $arn")
}

/** `function` or `event-source-mapping`, and which. */
private fun LambdaCall.tagged(text: String): Pair<String, String> {
    val arn = Arn.parse(text)?.takeIf { it.service == "lambda" } ?: throw noTaggable(text)
    val parts = arn.resource.split(':')
    if (arn.region != region) throw LambdaFaults.noFunction(text)
    if (parts[0] == "function" && parts.size > 2) {
        throw LambdaFaults.invalid(
            "Tags on function aliases and versions are not supported. Please specify a function ARN.",
        )
    }
    if (parts.size != 2 || parts[0] !in taggable) throw noTaggable(text)
    return parts[0] to parts[1]
}

private val taggable = setOf("function", "event-source-mapping")

private fun noTaggable(text: String) =
    LambdaFaults.validation(
        "1 validation error detected: Value '$text' at 'resource' failed to satisfy constraint: Member must satisfy " +
            "regular expression pattern: $PATTERN",
    )

private const val PATTERN =
    "arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:" +
        "(function:[a-zA-Z0-9-_]+(:(\\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|" +
        "code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-" +
        "[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)"
