package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.dynamodb.backup.op.createBackup
import io.mockaws.services.dynamodb.backup.op.deleteBackup
import io.mockaws.services.dynamodb.backup.op.describeBackup
import io.mockaws.services.dynamodb.backup.op.listBackups
import io.mockaws.services.dynamodb.backup.op.restoreTableFromBackup
import io.mockaws.services.dynamodb.backup.op.restoreTableToPointInTime
import io.mockaws.services.dynamodb.op.batchExecuteStatement
import io.mockaws.services.dynamodb.op.batchGetItem
import io.mockaws.services.dynamodb.op.batchWriteItem
import io.mockaws.services.dynamodb.op.createTable
import io.mockaws.services.dynamodb.op.deleteItem
import io.mockaws.services.dynamodb.op.deleteResourcePolicy
import io.mockaws.services.dynamodb.op.deleteTable
import io.mockaws.services.dynamodb.op.describeContinuousBackups
import io.mockaws.services.dynamodb.op.describeEndpoints
import io.mockaws.services.dynamodb.op.describeKinesisStreamingDestination
import io.mockaws.services.dynamodb.op.describeLimits
import io.mockaws.services.dynamodb.op.describeTable
import io.mockaws.services.dynamodb.op.describeTimeToLive
import io.mockaws.services.dynamodb.op.disableKinesisStreamingDestination
import io.mockaws.services.dynamodb.op.enableKinesisStreamingDestination
import io.mockaws.services.dynamodb.op.executeStatement
import io.mockaws.services.dynamodb.op.executeTransaction
import io.mockaws.services.dynamodb.op.getItem
import io.mockaws.services.dynamodb.op.getResourcePolicy
import io.mockaws.services.dynamodb.op.listTables
import io.mockaws.services.dynamodb.op.listTagsOfResource
import io.mockaws.services.dynamodb.op.putItem
import io.mockaws.services.dynamodb.op.putResourcePolicy
import io.mockaws.services.dynamodb.op.query
import io.mockaws.services.dynamodb.op.scan
import io.mockaws.services.dynamodb.op.tagResource
import io.mockaws.services.dynamodb.op.transactGetItems
import io.mockaws.services.dynamodb.op.transactWriteItems
import io.mockaws.services.dynamodb.op.untagResource
import io.mockaws.services.dynamodb.op.updateContinuousBackups
import io.mockaws.services.dynamodb.op.updateItem
import io.mockaws.services.dynamodb.op.updateKinesisStreamingDestination
import io.mockaws.services.dynamodb.op.updateTable
import io.mockaws.services.dynamodb.op.updateTimeToLive
import io.mockaws.services.dynamodb.streams.sendChange
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/** Amazon DynamoDB, API version 2012-08-10. */
internal object DynamoDbService : Service<DynamoDbState>(
    ServiceShapes.of(
        "dynamodb",
        errorNamespace = "com.amazonaws.dynamodb.v20120810",
        crc32 = true,
        maxDocument = DynamoDbLimits.REQUEST_BYTES,
        failsOnBadEncoding = true,
    ),
    listOf(Protocols.AwsJson10),
    StateKind(StateKind.Scope.REGIONAL, { DynamoDbState() }) { _, entries -> dynamoDbStateOf(entries) },
) {
    override val access: ServiceAccess<DynamoDbState> get() = DynamoDbAccess

    override fun throttled(operation: String): Pair<String, String> = throttledDynamoDb(operation)

    override val isTimed: Boolean get() = true

    /** Changes that are on their way to streams of Kinesis go in order. */
    override fun nextDue(
        state: DynamoDbState,
        world: World,
    ): Instant? = state.outgoing().let { if (it.isEmpty()) null else it.firstEntry().value.due }

    override suspend fun runDue(call: CallContext<DynamoDbState>) = call.sendChange()

    override fun operation(name: String): Operation<DynamoDbState, *, *>? =
        when (name) {
            "BatchExecuteStatement" -> operation(name, ::batchExecuteStatement)
            "BatchGetItem" -> shared(name, { it.requestItems?.keys?.firstOrNull() }, ::batchGetItem)
            "BatchWriteItem" -> shared(name, { it.requestItems?.keys?.firstOrNull() }, ::batchWriteItem)
            "CreateBackup" -> operation(name, ::createBackup)
            "CreateTable" -> operation(name, ::createTable)
            "DeleteBackup" -> operation(name, ::deleteBackup)
            "DeleteItem" -> shared(name, { it.tableName }, ::deleteItem)
            "DeleteResourcePolicy" -> shared(name, { it.resourceArn }, ::deleteResourcePolicy)
            "DeleteTable" -> shared(name, { it.tableName }, ::deleteTable)
            "DescribeBackup" -> operation(name, ::describeBackup)
            "DescribeContinuousBackups" -> operation(name, ::describeContinuousBackups)
            "DescribeEndpoints" -> operation(name, ::describeEndpoints)
            "DescribeKinesisStreamingDestination" -> operation(name, ::describeKinesisStreamingDestination)
            "DescribeLimits" -> operation(name, ::describeLimits)
            "DescribeTable" -> shared(name, { it.tableName }, ::describeTable)
            "DescribeTimeToLive" -> operation(name, ::describeTimeToLive)
            "DisableKinesisStreamingDestination" -> operation(name, ::disableKinesisStreamingDestination)
            "EnableKinesisStreamingDestination" -> operation(name, ::enableKinesisStreamingDestination)
            "ExecuteStatement" -> operation(name, ::executeStatement)
            "ExecuteTransaction" -> operation(name, ::executeTransaction)
            "GetItem" -> shared(name, { it.tableName }, ::getItem)
            "GetResourcePolicy" -> shared(name, { it.resourceArn }, ::getResourcePolicy)
            "ListBackups" -> operation(name, ::listBackups)
            "ListTables" -> operation(name, ::listTables)
            "ListTagsOfResource" -> shared(name, { it.resourceArn }, ::listTagsOfResource)
            "PutItem" -> shared(name, { it.tableName }, ::putItem)
            "PutResourcePolicy" -> shared(name, { it.resourceArn }, ::putResourcePolicy)
            "Query" -> shared(name, { it.tableName }, ::query)
            "RestoreTableFromBackup" -> operation(name, ::restoreTableFromBackup)
            "RestoreTableToPointInTime" -> operation(name, ::restoreTableToPointInTime)
            "Scan" -> shared(name, { it.tableName }, ::scan)
            "TagResource" -> shared(name, { it.resourceArn }, ::tagResource)
            "TransactGetItems" -> shared(name, { it.transactItems?.firstOrNull()?.get?.tableName }, ::transactGetItems)
            "TransactWriteItems" -> shared(name, { it.transactItems?.firstOrNull()?.tableName }, ::transactWriteItems)
            "UntagResource" -> shared(name, { it.resourceArn }, ::untagResource)
            "UpdateContinuousBackups" -> operation(name, ::updateContinuousBackups)
            "UpdateItem" -> shared(name, { it.tableName }, ::updateItem)
            "UpdateKinesisStreamingDestination" -> operation(name, ::updateKinesisStreamingDestination)
            "UpdateTable" -> shared(name, { it.tableName }, ::updateTable)
            "UpdateTimeToLive" -> operation(name, ::updateTimeToLive)
            else -> null
        }

    override fun admit(
        request: HttpRequest,
        call: CallContext<DynamoDbState>,
    ) {
        call.state.expire(call.clock)
    }

    override fun refusalOf(request: HttpRequest): AwsFault? =
        if (headLength(request) > DynamoDbLimits.HEAD_BYTES) DynamoDbFaults.headTooLarge() else null

    private fun headLength(request: HttpRequest): Int {
        var length = request.method.length + request.path.length + request.query.length
        request.headers.forEachField { name, value -> length += name.length + value.length }
        return length
    }
}
