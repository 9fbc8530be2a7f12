package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
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
import io.mockaws.services.dynamodb.op.deleteTable
import io.mockaws.services.dynamodb.op.describeContinuousBackups
import io.mockaws.services.dynamodb.op.describeEndpoints
import io.mockaws.services.dynamodb.op.describeLimits
import io.mockaws.services.dynamodb.op.describeTable
import io.mockaws.services.dynamodb.op.describeTimeToLive
import io.mockaws.services.dynamodb.op.executeStatement
import io.mockaws.services.dynamodb.op.executeTransaction
import io.mockaws.services.dynamodb.op.getItem
import io.mockaws.services.dynamodb.op.listTables
import io.mockaws.services.dynamodb.op.listTagsOfResource
import io.mockaws.services.dynamodb.op.putItem
import io.mockaws.services.dynamodb.op.query
import io.mockaws.services.dynamodb.op.scan
import io.mockaws.services.dynamodb.op.tagResource
import io.mockaws.services.dynamodb.op.transactGetItems
import io.mockaws.services.dynamodb.op.transactWriteItems
import io.mockaws.services.dynamodb.op.untagResource
import io.mockaws.services.dynamodb.op.updateContinuousBackups
import io.mockaws.services.dynamodb.op.updateItem
import io.mockaws.services.dynamodb.op.updateTable
import io.mockaws.services.dynamodb.op.updateTimeToLive
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocols

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
    override fun throttled(operation: String): Pair<String, String> = throttledDynamoDb(operation)

    override val operations: List<Operation<DynamoDbState, *, *>> =
        listOf(
            operation("BatchExecuteStatement", ::batchExecuteStatement),
            operation("BatchGetItem", ::batchGetItem),
            operation("BatchWriteItem", ::batchWriteItem),
            operation("CreateBackup", ::createBackup),
            operation("CreateTable", ::createTable),
            operation("DeleteBackup", ::deleteBackup),
            operation("DeleteItem", ::deleteItem),
            operation("DeleteTable", ::deleteTable),
            operation("DescribeBackup", ::describeBackup),
            operation("DescribeContinuousBackups", ::describeContinuousBackups),
            operation("DescribeEndpoints", ::describeEndpoints),
            operation("DescribeLimits", ::describeLimits),
            operation("DescribeTable", ::describeTable),
            operation("DescribeTimeToLive", ::describeTimeToLive),
            operation("ExecuteStatement", ::executeStatement),
            operation("ExecuteTransaction", ::executeTransaction),
            operation("GetItem", ::getItem),
            operation("ListBackups", ::listBackups),
            operation("ListTables", ::listTables),
            operation("ListTagsOfResource", ::listTagsOfResource),
            operation("PutItem", ::putItem),
            operation("Query", ::query),
            operation("RestoreTableFromBackup", ::restoreTableFromBackup),
            operation("RestoreTableToPointInTime", ::restoreTableToPointInTime),
            operation("Scan", ::scan),
            operation("TagResource", ::tagResource),
            operation("TransactGetItems", ::transactGetItems),
            operation("TransactWriteItems", ::transactWriteItems),
            operation("UntagResource", ::untagResource),
            operation("UpdateContinuousBackups", ::updateContinuousBackups),
            operation("UpdateItem", ::updateItem),
            operation("UpdateTable", ::updateTable),
            operation("UpdateTimeToLive", ::updateTimeToLive),
        )

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
