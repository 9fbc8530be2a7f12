package io.mockaws.services.logs.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.state.GROUPS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.STREAMS
import io.mockaws.services.logs.state.changeGroup
import io.mockaws.services.logs.state.find
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.groupArn
import io.mockaws.services.logs.state.groupName
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.removeStream
import io.mockaws.services.logs.state.streamsOf
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateLogGroupRequest(
    val logGroupName: String,
    val kmsKeyId: String? = null,
    val tags: Map<String, String>? = null,
    val logGroupClass: String? = null,
    val deletionProtectionEnabled: Boolean? = null,
)

@Serializable
internal data class LogGroupRequest(
    val logGroupName: String,
)

@Serializable
internal data class DescribeLogGroupsRequest(
    val logGroupNamePrefix: String? = null,
    val logGroupNamePattern: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
    val logGroupClass: String? = null,
    val logGroupIdentifiers: List<String>? = null,
)

@Serializable
internal data class DescribeLogGroupsResponse(
    val logGroups: List<ShownGroup>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownGroup(
        val logGroupName: String,
        val creationTime: Long,
        val retentionInDays: Int? = null,
        val metricFilterCount: Int,
        val arn: String,
        val storedBytes: Long? = null,
        val kmsKeyId: String? = null,
        val dataProtectionStatus: String? = null,
        val logGroupClass: String,
        val logGroupArn: String,
        val deletionProtectionEnabled: Boolean? = null,
    )
}

@Serializable
internal data class ListLogGroupsRequest(
    val logGroupNamePattern: String? = null,
    val logGroupClass: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListLogGroupsResponse(
    val logGroups: List<Summary>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Summary(
        val logGroupName: String,
        val logGroupArn: String,
        val logGroupClass: String,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
internal fun createLogGroup(
    request: CreateLogGroupRequest,
    call: LogsCall,
) {
    val name = request.logGroupName
    if (name.startsWith("aws/", ignoreCase = true)) throw LogsFaults.reservedName()
    val tags = tagged(emptyMap(), request.tags.orEmpty())
    call.state.write {
        if (name in this[GROUPS]) throw LogsFaults.groupExists()
        this[GROUPS, name] =
            LogGroup(
                name,
                call.millis(),
                request.logGroupClass ?: LogGroup.STANDARD,
                kmsKeyId = request.kmsKeyId,
                isProtected = request.deletionProtectionEnabled == true,
                tags = tags,
            )
    }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
internal fun deleteLogGroup(
    request: LogGroupRequest,
    call: LogsCall,
) = call.state.write {
    val group = this[GROUPS][request.logGroupName] ?: throw LogsFaults.noGroup()
    if (group.isProtected) throw LogsFaults.isProtected()
    streamsOf(group.name).forEach { removeStream(it) }
    remove(GROUPS, group.name)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
internal fun describeLogGroups(
    request: DescribeLogGroupsRequest,
    call: LogsCall,
): DescribeLogGroupsResponse {
    val prefix = request.logGroupNamePrefix
    val pattern = request.logGroupNamePattern
    if (prefix != null && pattern != null) throw LogsFaults.prefixOrPattern()
    val named = request.logGroupIdentifiers.orEmpty().map(::groupName).toSet()
    val found =
        call.state.now[GROUPS].values.filter { group ->
            group.name.startsWith(prefix.orEmpty()) && pattern.orEmpty() in group.name &&
                (request.logGroupClass == null || group.logClass == request.logGroupClass) &&
                (named.isEmpty() || group.name in named)
        }.sortedBy { it.name }
    val query = request.copy(nextToken = null, limit = null)
    val page = page(found, query, request.limit, request.nextToken) { it.name }
    val bytes = HashMap<String, Long>()
    call.state.now[STREAMS].values.forEach { bytes.merge(it.group, it.bytes, Long::plus) }
    val isWhole = pattern == null
    return DescribeLogGroupsResponse(
        page.items.map { call.shown(it, (bytes[it.name] ?: 0).takeIf { isWhole }, isWhole) },
        page.nextToken,
    )
}

/** A search by pattern tells less. */
private fun LogsCall.shown(
    group: LogGroup,
    bytes: Long?,
    isWhole: Boolean,
) = DescribeLogGroupsResponse.ShownGroup(
    group.name,
    group.createdAt,
    group.retentionInDays,
    group.metricFilters.size,
    "${groupArn(group.name)}:*",
    bytes,
    group.kmsKeyId,
    group.dataProtection?.let { "ACTIVATED" },
    group.logClass,
    groupArn(group.name),
    group.isProtected.takeIf { isWhole },
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html */
internal fun listLogGroups(
    request: ListLogGroupsRequest,
    call: LogsCall,
): ListLogGroupsResponse {
    val parts = request.logGroupNamePattern.orEmpty().split('|')
    val found =
        call.state.now[GROUPS].values.filter { group ->
            (request.logGroupClass == null || group.logClass == request.logGroupClass) &&
                parts.any { if (it.startsWith('^')) group.name.startsWith(it.drop(1)) else it in group.name }
        }.sortedBy { it.name }
    val query = request.copy(nextToken = null, limit = null)
    val page = page(found, query, request.limit, request.nextToken) { it.name }
    val shown = page.items.map { ListLogGroupsResponse.Summary(it.name, call.groupArn(it.name), it.logClass) }
    return ListLogGroupsResponse(shown, page.nextToken)
}

@Serializable
internal data class PutRetentionPolicyRequest(
    val logGroupName: String,
    val retentionInDays: Int,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
internal fun putRetentionPolicy(
    request: PutRetentionPolicyRequest,
    call: LogsCall,
) {
    if (request.retentionInDays !in LogsLimits.RETENTION) throw LogsFaults.badRetention(request.retentionInDays)
    call.changeGroup(request.logGroupName) { it.copy(retentionInDays = request.retentionInDays) }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
internal fun deleteRetentionPolicy(
    request: LogGroupRequest,
    call: LogsCall,
) {
    call.changeGroup(request.logGroupName) { it.copy(retentionInDays = null) }
}

@Serializable
internal data class KmsKeyRequest(
    val logGroupName: String? = null,
    val kmsKeyId: String,
    val resourceIdentifier: String? = null,
)

@Serializable
internal data class DisassociateKmsKeyRequest(
    val logGroupName: String? = null,
    val resourceIdentifier: String? = null,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html */
internal fun associateKmsKey(
    request: KmsKeyRequest,
    call: LogsCall,
) = call.setKey(request.logGroupName, request.resourceIdentifier, request.kmsKeyId)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html */
internal fun disassociateKmsKey(
    request: DisassociateKmsKeyRequest,
    call: LogsCall,
) = call.setKey(request.logGroupName, request.resourceIdentifier, null)

/** The key of what queries find is not kept: they find in clear here. */
private fun LogsCall.setKey(
    name: String?,
    identifier: String?,
    key: String?,
) {
    if (name == null && identifier?.endsWith(":query-result:*") == true) return
    changeGroup(group(name, identifier).name) { it.copy(kmsKeyId = key) }
}

@Serializable
internal data class DeletionProtectionRequest(
    val logGroupIdentifier: String,
    val deletionProtectionEnabled: Boolean,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html */
internal fun putLogGroupDeletionProtection(
    request: DeletionProtectionRequest,
    call: LogsCall,
) {
    val group = call.find(request.logGroupIdentifier) ?: throw LogsFaults.noGroup()
    call.changeGroup(group.name) { it.copy(isProtected = request.deletionProtectionEnabled) }
}

/** A page of [all], which [keyOf] tells apart, that [query] has found. */
internal fun <T> page(
    all: List<T>,
    query: Any?,
    limit: Int?,
    token: String?,
    keyOf: (T) -> String,
): Page<T> = Paging(query, keyOf, LogsFaults::badToken).page(all, limit ?: LogsLimits.PAGE, token)
