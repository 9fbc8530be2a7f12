package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.TagRules
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.Tag
import io.mockaws.services.dynamodb.table.firstRepeated
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class TagResourceRequest(
    val resourceArn: String? = null,
    val tags: List<Tag>? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: CallContext<DynamoDbState>,
) {
    call.checkArn(request.resourceArn)
    Constraints().apply { required("tags", request.tags) }.check()
    if (request.tags!!.isEmpty()) throw DynamoDbFaults.validation("Atleast one Tag needs to be provided as Input.")
    call.write {
        val table = tables.withArn(request.resourceArn!!)
        put(table.redefined(table.definition.copy(tags = tagged(table.definition.tags, request.tags))))
    }
}

/**
 * The tags of a table that has [existing] ones and gets [new] ones.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html
 */
internal fun tagged(
    existing: Map<String, String>,
    new: List<Tag>,
): Map<String, String> {
    for ((key, value) in new) {
        if (key == null || !TagRules.isKey(key)) {
            throw DynamoDbFaults.validation("The Tag Key provided is invalid, Key: $key")
        }
        if (value == null || !TagRules.isValue(value)) {
            throw DynamoDbFaults.validation("The Tag Value provided is invalid, Value: $value")
        }
        if (key.startsWith("aws:")) {
            throw DynamoDbFaults.validation("Tag Key cannot be prefixed with aws:, Key: $key")
        }
    }
    val repeated = new.firstRepeated { it.key }
    if (repeated != null) {
        throw DynamoDbFaults.validation("Duplicate Tag Keys provided as input: Duplicate Tag Key found $repeated")
    }
    val tags = existing + new.associate { it.key!! to it.value!! }
    if (tags.size > DynamoDbLimits.TAGS) {
        throw DynamoDbFaults.validation("Number of Tags exceed the current limit for the provided ResourceArn")
    }
    return tags
}

@Serializable
internal data class UntagResourceRequest(
    val resourceArn: String? = null,
    val tagKeys: List<String>? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: CallContext<DynamoDbState>,
) {
    call.checkArn(request.resourceArn)
    Constraints().apply { required("tagKeys", request.tagKeys) }.check()
    if (request.tagKeys!!.isEmpty()) {
        throw DynamoDbFaults.validation(
            "Atleast one Tag Key needs to be provided as Input."
        )
    }
    call.write {
        val table = tables.withArn(request.resourceArn!!)
        put(table.redefined(table.definition.copy(tags = table.definition.tags - request.tagKeys.toSet())))
    }
}

@Serializable
internal data class ListTagsOfResourceRequest(
    val resourceArn: String? = null,
)

@Serializable
internal data class ListTagsOfResourceResponse(
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
internal fun listTagsOfResource(
    request: ListTagsOfResourceRequest,
    call: CallContext<DynamoDbState>,
): ListTagsOfResourceResponse {
    call.checkArn(request.resourceArn)
    val arn = request.resourceArn!!
    val table = call.state.tables().withArnOrNull(arn) ?: throw call.notAuthorized("ListTagsOfResource", arn)
    return ListTagsOfResourceResponse(table.definition.tags.map { (key, value) -> Tag(key, value) })
}

private fun CallContext<DynamoDbState>.checkArn(arn: String?) {
    if (arn == null) throw DynamoDbFaults.validation("Invalid TableArn")
    if (!arn.startsWith("arn:")) throw DynamoDbFaults.invalidParameter("ARNs must start with 'arn:': $arn")
    val parts = arn.split(":", limit = ARN_PARTS)
    if (parts.size < ARN_PARTS || parts[SERVICE] != "dynamodb") {
        throw DynamoDbFaults.invalidParameter("Provided Arn is not a DynamoDB resource arn: $arn")
    }
    if (!TAGGED.matches(parts.last())) {
        throw DynamoDbFaults.invalidParameter(
            "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: $arn",
        )
    }
    if (parts[REGION] != region) {
        throw DynamoDbFaults.validation("Invalid TableArn: Invalid ResourceArn provided as input $arn")
    }
}

private const val ARN_PARTS = 6
private const val SERVICE = 2
private const val REGION = 3
private val TAGGED = Regex("table/[^/]+(/stream/.*)?")

private fun Map<String, Table>.withArnOrNull(arn: String): Table? = values.firstOrNull { it.definition.arn == arn }

private fun Map<String, Table>.withArn(arn: String): Table =
    withArnOrNull(arn) ?: throw DynamoDbFaults.noSuchResource(arn)

/** Who may not see a table is not told whether it is there. */
private fun CallContext<DynamoDbState>.notAuthorized(
    operation: String,
    arn: String,
) = DynamoDbFaults.accessDenied(
    "User: arn:aws:iam::$account:root is not authorized to perform: dynamodb:$operation on resource: $arn because no " +
        "resource-based policy allows the dynamodb:$operation action",
)
