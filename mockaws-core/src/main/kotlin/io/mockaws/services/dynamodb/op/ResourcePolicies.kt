package io.mockaws.services.dynamodb.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.streams.Streams
import io.mockaws.services.dynamodb.streams.existing
import io.mockaws.services.dynamodb.table.ResourcePolicy
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class PutResourcePolicyRequest(
    val resourceArn: String? = null,
    val policy: String? = null,
    val expectedRevisionId: String? = null,
)

@Serializable
internal data class GetResourcePolicyRequest(
    val resourceArn: String? = null,
)

@Serializable
internal data class DeleteResourcePolicyRequest(
    val resourceArn: String? = null,
    val expectedRevisionId: String? = null,
)

@Serializable
internal data class GetResourcePolicyResponse(
    val policy: String,
    val revisionId: String,
)

@Serializable
internal data class ResourcePolicyResponse(
    val revisionId: String,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html */
internal fun putResourcePolicy(
    request: PutResourcePolicyRequest,
    call: CallContext<DynamoDbState>,
): ResourcePolicyResponse {
    val target = PolicyTarget(request.resourceArn)
    val document = request.policy ?: throw DynamoDbFaults.invalidParameter("Policy must not be null")
    ResourcePolicy.check(document, target.isStream)
    val put =
        call.write {
            val before = target.policy(tables, streams)
            target.expect(request.expectedRevisionId, before)
            ResourcePolicy.after(before, document, call.now()).also { target.put(this, it) }
        }
    return ResourcePolicyResponse(put.revisionId)
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html */
internal fun getResourcePolicy(
    request: GetResourcePolicyRequest,
    call: CallContext<DynamoDbState>,
): GetResourcePolicyResponse {
    val target = PolicyTarget(request.resourceArn)
    val policy =
        call.state.run { target.policy(tables(), streams()) } ?: throw DynamoDbFaults.noPolicy(request.resourceArn!!)
    return GetResourcePolicyResponse(policy.document, policy.revisionId)
}

/** Nothing is told of no policy. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html */
internal fun deleteResourcePolicy(
    request: DeleteResourcePolicyRequest,
    call: CallContext<DynamoDbState>,
): ResourcePolicyResponse {
    val target = PolicyTarget(request.resourceArn)
    val before =
        call.write {
            target.policy(tables, streams).also {
                target.expect(request.expectedRevisionId, it)
                if (it != null) target.put(this, null)
            }
        }
    return ResourcePolicyResponse(before?.revisionId.orEmpty())
}

/** The table or stream that a policy is of. */
private class PolicyTarget(
    arn: String?,
) {
    private val arn = arn ?: throw DynamoDbFaults.invalidParameter("ResourceArn must not be null")
    private val parts =
        TARGET.matchEntire(this.arn) ?: throw DynamoDbFaults.invalidParameter("Invalid ResourceArn: $arn")
    private val table = parts.groupValues[1]
    val isStream = parts.groupValues[2].isNotEmpty()

    fun policy(
        tables: Map<String, Table>,
        streams: Streams,
    ): ResourcePolicy? =
        if (isStream) streams.existing(arn).definition.policy else table(tables).definition.policy

    fun put(
        writer: DynamoDbState.Writer,
        policy: ResourcePolicy?,
    ) {
        if (isStream) {
            val found = writer.streams.existing(arn)
            writer.put(found.redefined(found.definition.copy(policy = policy)))
        } else {
            val found = table(writer.tables)
            writer.put(found.redefined(found.definition.copy(policy = policy)))
        }
    }

    private fun table(tables: Map<String, Table>): Table =
        tables[table]?.takeIf { it.definition.arn == arn } ?: throw DynamoDbFaults.noSuchTable(table)

    /** Refuses what is meant for another revision than [now]. */
    fun expect(
        revision: String?,
        now: ResourcePolicy?,
    ) {
        val found = now?.revisionId
        if (revision == null || revision == (found ?: NO_POLICY)) return
        throw noPolicy(
            when {
                found == null ->
                    "Requested update for policy with revision id $revision, but no policy is associated to target table $table."

                revision == NO_POLICY ->
                    "Requested policy update expecting none to be present for table $table, but a policy exists with " +
                        "revision id $found."

                else ->
                    "Requested update for policy with revision id $revision, but the policy associated to target " +
                        "table $table has revision id $found."
            },
        )
    }

    private fun noPolicy(what: String): AwsFault = DynamoDbFaults.noPolicy(what)

    private companion object {
        const val NO_POLICY = "NO_POLICY"
        val TARGET = Regex("arn:[^:]+:dynamodb:[^:]+:\\d{12}:table/([^/]+)(/stream/[^/]+)?")
    }
}
