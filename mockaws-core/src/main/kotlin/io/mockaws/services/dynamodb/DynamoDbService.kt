package io.mockaws.services.dynamodb

import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.operation
import io.mockaws.services.dynamodb.op.deleteItem
import io.mockaws.services.dynamodb.op.getItem
import io.mockaws.services.dynamodb.op.putItem
import io.mockaws.services.dynamodb.op.updateItem
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.protocol.Protocols

/** Amazon DynamoDB, API version 2012-08-10. */
internal object DynamoDbService : Service<DynamoDbState>(
    ServiceShape(id = "DynamoDB", signingName = "dynamodb", version = "2012-08-10", targetPrefix = "DynamoDB_20120810"),
    listOf(Protocols.AwsJson10),
    StateKind(StateKind.Scope.REGIONAL, DynamoDbState.serializer()) { DynamoDbState() },
) {
    override val operations: List<Operation<DynamoDbState, *, *>> =
        listOf(
            operation("DeleteItem", ::deleteItem),
            operation("GetItem", ::getItem),
            operation("PutItem", ::putItem),
            operation("UpdateItem", ::updateItem),
        )
}
