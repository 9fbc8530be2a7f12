package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.dynamodb.streams.op.describeStream
import io.mockaws.services.dynamodb.streams.op.getRecords
import io.mockaws.services.dynamodb.streams.op.getShardIterator
import io.mockaws.services.dynamodb.streams.op.listStreams
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocols

/** Amazon DynamoDB Streams, API version 2012-08-10: reads what [DynamoDbService] has written. */
internal object DynamoDbStreamsService : Service<DynamoDbState>(
    ServiceShapes.of("dynamodbstreams", errorNamespace = "com.amazonaws.dynamodb.v20120810", crc32 = true),
    listOf(Protocols.AwsJson10),
    DynamoDbService.state,
) {
    override val access: ServiceAccess<DynamoDbState> get() = DynamoDbStreamsAccess

    override fun throttled(operation: String): Pair<String, String> =
        if (operation == "GetRecords") {
            "LimitExceededException" to "Too many operations for a given subscriber."
        } else {
            "ThrottlingException" to "Rate of requests exceeds the allowed throughput."
        }

    override val stateOwner: Service<DynamoDbState> get() = DynamoDbService

    override fun operation(name: String): Operation<DynamoDbState, *, *>? =
        when (name) {
            "DescribeStream" -> shared(name, { it.streamArn }, ::describeStream)
            "GetRecords" -> shared(name, { it.shardIterator }, ::getRecords)
            "GetShardIterator" -> shared(name, { it.streamArn }, ::getShardIterator)
            "ListStreams" -> operation(name, ::listStreams)
            else -> null
        }

    override fun admit(
        request: HttpRequest,
        call: CallContext<DynamoDbState>,
    ) = DynamoDbService.admit(request, call)
}
